using System.Text.Json;
using TradingAgent.Venues.Bybit.Account;
using TradingAgent.Venues.Bybit.Rest;
using TradingAgent.Venues.Ports;

namespace TradingAgent.Venues.Bybit.Trading;

/// <summary>
/// Finds out what became of one order: open list, then history, by our id; its executions first, so that fills are
/// booked before the answer. The lists lag behind matching, so «not found» is said only after patience.
/// </summary>
internal sealed class OrderQuery(
    BybitRest rest, BybitClock clock, AccountDesk desk, AccountReader reader, CommandEvents outcomes, TimeSpan patience)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(700);

    // A storm of unknown outcomes must not become a storm of requests: the venue bans addresses for that.
    private readonly SemaphoreSlim _turns = new(4);

    public async Task AskAsync(EngineCommand command, Instrument instrument, IEventSink events, CancellationToken ct)
    {
        string category = BybitCategories.Of(instrument.Terms).Text();
        string link = $"category={category}&orderLinkId={desk.Context.TextOf(command.Order)}";
        // The execution list answers for one coin alone unless told, even when it is asked for one order.
        string coin = instrument.Terms.IsOption ? $"&baseCoin={instrument.Terms.BaseCoin.Code}" : "";
        bool holdsTurn = false;
        try
        {
            await _turns.WaitAsync(ct).ConfigureAwait(false);
            holdsTurn = true;
            long deadline = Environment.TickCount64 + (long)patience.TotalMilliseconds;
            while (true)
            {
                foreach (string path in (string[])["/v5/order/realtime", "/v5/order/history"])
                {
                    EngineEvent? answer = await FindAsync(path, link, command.Order, ct).ConfigureAwait(false);
                    if (answer is not { } found) continue;
                    if (!found.OrderReported.Filled.IsZero)
                        await reader.ReadExecutionsAsync(link + coin, ct).ConfigureAwait(false);
                    events.Publish(in found);
                    return;
                }
                await reader.ReadExecutionsAsync(link + coin, ct).ConfigureAwait(false);
                if (Environment.TickCount64 >= deadline) break;
                await Task.Delay(Pause, ct).ConfigureAwait(false);
            }
            EngineEvent none = OrderReports.NotFound(command.Order, instrument.Id, desk.Context.Venue, clock.Now);
            events.Publish(in none);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // The venue is stopping; a later run asks again.
        }
        catch (Exception e) when (e is VenueUnreachableException || BybitFrames.IsBadFrame(e))
        {
            outcomes.Unknown(command.Order, CommandKind.QueryOrder, instrument.Id, clock.Now);
        }
        finally
        {
            if (holdsTurn) _turns.Release();
        }
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
            OrderRow row = OrderRow.Read(ref list, desk.Context);
            if (row.Order == order) return OrderReports.Of(in row, desk.Context.Venue, clock.Now);
        }
        return null;
    }
}
