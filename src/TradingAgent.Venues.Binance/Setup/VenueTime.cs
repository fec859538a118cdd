using TradingAgent.Venues.Binance.Rest;

namespace TradingAgent.Venues.Binance.Setup;

/// <summary>Asks for the venue's time.</summary>
internal static class VenueTime
{
    /// <summary>Measures the venue's clock.</summary>
    public static ClockProbe Probe(BinanceRest rest, ProductDialect dialect, VenueClock clock, VenueId venue) =>
        new(ct => AskAsync(rest, dialect, ct), clock, venue);

    private static async Task<Timestamp> AskAsync(BinanceRest rest, ProductDialect dialect, CancellationToken ct)
    {
        BinanceReply reply = await rest.GetAsync(dialect.Prefix + "/time", "", RequestAccess.Open, ct)
            .ConfigureAwait(false);
        if (!reply.IsOk) return Timestamp.None;
        long ms = Filters.Whole(reply.Root(), "serverTime");
        return ms is > 0 and < 9_000_000_000_000 ? Timestamp.FromMilliseconds(ms) : Timestamp.None;
    }
}
