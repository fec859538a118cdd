using TradingAgent.Engine.Kernel;
using TradingAgent.Runtime.Live;

namespace TradingAgent.Host.Observability;

/// <summary>What a session did at one venue.</summary>
/// <param name="Fills">All of them.</param>
/// <param name="HedgeFills">Of futures.</param>
/// <param name="HedgeDelta">Delta that the futures fills moved, either way, coins by underlying.</param>
/// <param name="CostUsd">Fees and slippage, USD.</param>
/// <param name="FeesUsd">Fees, USD.</param>
/// <param name="SlippageUsd">Against the mid at the fill, USD; negative is what resting earned.</param>
/// <param name="PositionsCompared">Instruments that either side holds.</param>
/// <param name="PositionsMatchVenue">True when all agree; null when the venue could not be asked.</param>
/// <param name="ClockOffsetMs">Its clock less ours, as measured last; null when it was not.</param>
/// <param name="MessageAgeMs">How old its last quote or trade came, by its clock; null without one.</param>
internal sealed record VenueReport(
    long Fills,
    long HedgeFills,
    IReadOnlyDictionary<string, double> HedgeDelta,
    double CostUsd,
    double FeesUsd,
    double SlippageUsd,
    int PositionsCompared,
    bool? PositionsMatchVenue,
    double? ClockOffsetMs,
    double? MessageAgeMs)
{
    public static VenueReport Of(
        SessionTally tally, VenueId venue, IReadOnlyList<string> coins, PositionCheck check, VenueTiming timing)
    {
        ref readonly VenueTally sums = ref tally.At(venue);
        var hedged = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (string coin in coins)
        {
            if (CurrencyId.TryFind(coin, out CurrencyId currency))
                hedged[coin] = Math.Round(tally.HedgeDelta(venue, UnderlyingId.Of(currency)), 6);
        }
        return new VenueReport(
            sums.Fills, sums.HedgeFills, hedged, Math.Round(sums.CostUsd, 4), Math.Round(sums.FeesUsd, 4),
            Math.Round(sums.SlippageUsd, 4), check.Compared, check.Match,
            Milliseconds(timing.OffsetSeconds), Milliseconds(timing.AgeSeconds));
    }

    private static double? Milliseconds(double seconds) =>
        double.IsFinite(seconds) ? Math.Round(seconds * 1e3, 3) : null;
}
