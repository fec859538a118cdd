using System.Globalization;
using System.Text;
using System.Text.Json;
using TradingAgent.Venues.Bybit.Account;
using TradingAgent.Venues.Bybit.Rest;
using TradingAgent.Venues.Bybit.Setup;
using TradingAgent.Venues.Ports;

namespace TradingAgent.Venues.Bybit.Trading;

/// <summary>
/// Closes futures positions over REST, without an engine: reduce-only market orders, which the venue makes
/// immediate-or-cancel limit orders within its own collar, until nothing is held. For a sentinel alone.
/// </summary>
public static class BybitFlattening
{
    private static readonly string[] Categories = ["linear", "inverse"];

    /// <summary>Closes what the filter names.</summary>
    /// <param name="options">The account.</param>
    /// <param name="clock">The venue's time.</param>
    /// <param name="isMeant">By the venue's symbol: what may be traded.</param>
    /// <param name="ct">Gives up.</param>
    /// <exception cref="VenueUnreachableException">The venue did not answer, or refused to list.</exception>
    public static async Task<FlattenOutcome> RunAsync(
        BybitOptions options, SteadyClock clock, Func<string, bool> isMeant, CancellationToken ct)
    {
        using var rest = new BybitRest(options, new VenueClock(clock));
        return await Loop(rest, isMeant).RunAsync(ct).ConfigureAwait(false);
    }

    internal static FlattenLoop Loop(BybitRest rest, Func<string, bool> isMeant, TimeSpan? patience = null) => new(
        token => ListAsync(rest, isMeant, token), (position, token) => CloseAsync(rest, position, token), patience);

    private static async Task<IReadOnlyList<HeldPosition>> ListAsync(
        BybitRest rest, Func<string, bool> isMeant, CancellationToken ct)
    {
        var held = new List<HeldPosition>();
        foreach (string query in AccountQueries.Positions)
        {
            string category = query.Split('=', '&')[1];
            if (!Categories.Contains(category)) continue;
            await BybitPages.ReadAsync(rest, "/v5/position/list", query, page => Add(page, category, held), ct)
                .ConfigureAwait(false);
        }
        held.RemoveAll(position => !isMeant(position.Symbol));
        return held;
    }

    private static void Add(RestReply page, string category, List<HeldPosition> held)
    {
        foreach (ReadOnlyMemory<byte> row in AccountReader.RowsOf(page))
        {
            using JsonDocument document = JsonDocument.Parse(row);
            JsonElement position = document.RootElement;
            bool isOpen = decimal.TryParse(
                InstrumentRow.Text(position, "size"), NumberStyles.Float, CultureInfo.InvariantCulture,
                out decimal size) && size > 0;
            if (!isOpen) continue;
            bool isLong = InstrumentRow.Text(position, "side") == "Buy";
            held.Add(new HeldPosition(category, InstrumentRow.Text(position, "symbol"), isLong ? size : -size));
        }
    }

    private static async Task<string?> CloseAsync(BybitRest rest, HeldPosition position, CancellationToken ct)
    {
        string body =
            $$"""{"category":"{{position.Category}}","symbol":"{{position.Symbol}}","orderType":"Market",""" +
            $$""" "side":"{{(position.IsLong ? "Sell" : "Buy")}}","qty":"{{position.Quantity}}",""" +
            """ "reduceOnly":true,"positionIdx":0}""";
        (RestReply? reply, RestFailure failure) =
            await rest.PostAsync("/v5/order/create", Encoding.ASCII.GetBytes(body), ct).ConfigureAwait(false);
        if (reply is null) return failure.ToString();
        return reply.IsOk ? null : rest.Scrub(reply.ToString());
    }
}
