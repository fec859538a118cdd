using System.Text;
using System.Text.Json;
using TradingAgent.Venues.Bybit.Rest;

namespace TradingAgent.Venues.Bybit.Account;

/// <summary>
/// Reads the account's positions over REST with a client of its own: an independent look, for checking what the agent
/// believes after it has stopped.
/// </summary>
public static class BybitPositions
{
    /// <summary>Every open position by the venue's symbol.</summary>
    /// <exception cref="Ports.VenueUnreachableException">The venue did not answer, or refused.</exception>
    public static async Task<IReadOnlyDictionary<string, NetQuantity>> ReadAsync(
        BybitOptions options, TimeProvider time, CancellationToken ct)
    {
        using var rest = new BybitRest(options, new VenueClock(new SteadyClock(time)));
        var context = new RowContext(VenueId.Bybit, new InstrumentTable(), options.InstanceBytes, new OrderIdMap(1, 1));
        var found = new Dictionary<string, NetQuantity>(StringComparer.Ordinal);
        foreach (string query in AccountQueries.Positions)
            await BybitPages.ReadAsync(rest, "/v5/position/list", query, page => Add(page, context, found), ct)
                .ConfigureAwait(false);
        return found;
    }

    private static void Add(RestReply page, RowContext context, Dictionary<string, NetQuantity> found)
    {
        if (!page.TryList(out Utf8JsonReader reader)) return;
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            PositionRow row = BybitPositionRow.Read(ref reader, context);
            if (!row.Quantity.IsZero) found[Encoding.ASCII.GetString(row.Symbol)] = row.Quantity;
        }
    }
}
