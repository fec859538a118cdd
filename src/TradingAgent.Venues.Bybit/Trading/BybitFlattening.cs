using System.Globalization;
using System.Text;
using System.Text.Json;
using TradingAgent.Venues.Bybit.Account;
using TradingAgent.Venues.Bybit.Rest;
using TradingAgent.Venues.Bybit.Setup;
using TradingAgent.Venues.Wire;

namespace TradingAgent.Venues.Bybit.Trading;

/// <summary>
/// Closes futures positions over REST, without an engine: one reduce-only market order each, which the venue makes an
/// immediate-or-cancel limit order within its own collar. For a sentinel alone; what remains is closed at its next try.
/// </summary>
public static class BybitFlattening
{
    private static readonly string[] Categories = ["linear", "inverse"];

    /// <summary>Closes what the filter names.</summary>
    /// <param name="options">The account.</param>
    /// <param name="time">The venue's time.</param>
    /// <param name="isMeant">By the venue's symbol: what may be traded.</param>
    /// <param name="ct">Gives up.</param>
    /// <returns>How many positions an order was sent for.</returns>
    /// <exception cref="Ports.VenueUnreachableException">The venue did not answer, or refused.</exception>
    public static async Task<int> RunAsync(
        BybitOptions options, TimeProvider time, Func<string, bool> isMeant, CancellationToken ct)
    {
        using var rest = new BybitRest(options, new VenueClock(new SteadyClock(time)));
        var bodies = new List<string>();
        foreach (string query in AccountQueries.Positions)
        {
            string category = query.Split('=', '&')[1];
            if (!Categories.Contains(category)) continue;
            await BybitPages.ReadAsync(
                rest, "/v5/position/list", query, page => Add(page, category, isMeant, bodies), ct)
                .ConfigureAwait(false);
        }
        foreach (string body in bodies)
            await rest.PostAsync("/v5/order/create", Encoding.ASCII.GetBytes(body), ct).ConfigureAwait(false);
        return bodies.Count;
    }

    private static void Add(RestReply page, string category, Func<string, bool> isMeant, List<string> bodies)
    {
        foreach (ReadOnlyMemory<byte> row in AccountReader.RowsOf(page))
        {
            using JsonDocument document = JsonDocument.Parse(row);
            JsonElement position = document.RootElement;
            string symbol = InstrumentRow.Text(position, "symbol");
            string size = InstrumentRow.Text(position, "size");
            bool isOpen = decimal.TryParse(size, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal held)
                && held > 0;
            if (!isOpen || !isMeant(symbol)) continue;
            string side = InstrumentRow.Text(position, "side") == "Buy" ? "Sell" : "Buy";
            bodies.Add(
                $$"""{"category":"{{category}}","symbol":"{{symbol}}","side":"{{side}}","orderType":"Market",""" +
                $$""" "qty":"{{size}}","reduceOnly":true,"positionIdx":0}""");
        }
    }
}
