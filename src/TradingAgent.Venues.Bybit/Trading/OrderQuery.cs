using System.Text.Json;
using TradingAgent.Venues.Bybit.Account;
using TradingAgent.Venues.Bybit.Rest;
using TradingAgent.Venues.Ports;

namespace TradingAgent.Venues.Bybit.Trading;

/// <summary>
/// Looks for one order: open list, then history, by our id; its executions too, so that fills are booked before the
/// answer.
/// </summary>
internal sealed class OrderQuery(BybitRest rest, VenueClock clock, AccountDesk desk, AccountReader reader)
{
    /// <summary>Looks once; null while the venue lists it nowhere.</summary>
    public async Task<EngineEvent?> LookAsync(ClientOrderId order, Instrument instrument, CancellationToken ct)
    {
        string category = BybitCategories.Of(instrument.Terms).Text();
        string link = $"category={category}&orderLinkId={desk.Context.TextOf(order)}";
        // The execution list answers for one coin alone unless told, even when it is asked for one order.
        string coin = instrument.Terms.IsOption ? $"&baseCoin={instrument.Terms.BaseCoin.Code}" : "";
        foreach (string path in (string[])["/v5/order/realtime", "/v5/order/history"])
        {
            EngineEvent? answer = await FindAsync(path, link, order, ct).ConfigureAwait(false);
            if (answer is not { } found) continue;
            if (!found.OrderReported.Filled.IsZero)
                await reader.ReadExecutionsAsync(link + coin, ct).ConfigureAwait(false);
            return found;
        }
        await reader.ReadExecutionsAsync(link + coin, ct).ConfigureAwait(false);
        return null;
    }

    private async Task<EngineEvent?> FindAsync(string path, string query, ClientOrderId order, CancellationToken ct)
    {
        RestReply reply = await rest.GetAsync(path, query, true, ct).ConfigureAwait(false);
        if (!reply.IsOk) throw new VenueUnreachableException(rest.Scrub($"GET {path}: {reply}"));
        return Read(reply, order);
    }

    private EngineEvent? Read(RestReply reply, ClientOrderId order)
    {
        if (!reply.TryList(out Utf8JsonReader list)) return null;
        while (list.Read() && list.TokenType == JsonTokenType.StartObject)
        {
            OrderRow row = BybitOrderRow.Read(ref list, desk.Context);
            if (row.Order == order) return OrderReports.Of(in row, desk.Context.Venue, clock.Now);
        }
        return null;
    }
}
