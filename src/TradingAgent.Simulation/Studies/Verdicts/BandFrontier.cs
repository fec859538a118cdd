using TradingAgent.Simulation.Studies.Markets;
using TradingAgent.Simulation.Studies.Measures;

namespace TradingAgent.Simulation.Studies.Verdicts;

/// <summary>
/// Deviation against cost for the report of a composition that hedges in a cost-aware band: the band at the
/// composition's own risk aversion and at others, and the clock at several intervals, on a short-gamma book of the
/// study's for two weeks. It is the study <see cref="HedgingStudy"/> in small, to be looked at and not to be judged by.
/// </summary>
internal static class BandFrontier
{
    /// <summary>How long each rule hedges.</summary>
    public const double Days = 14;

    private const string Band = "delta-band";
    private static readonly double[] Aversions = [1e-3, 1e-2, 1e-1];
    private static readonly double[] IntervalMinutes = [4, 8, 15, 30, 59];

    /// <summary>The points, bands first; null where no coin has such a band.</summary>
    public static IReadOnlyList<FrontierPoint>? Of(StudyMarket market, ulong seed, CancellationToken ct)
    {
        double own = double.NaN;
        for (int coin = market.Coins.Count - 1; coin >= 0; coin--)
        {
            UnderlyingId underlying = UnderlyingId.Of(market.Coins[coin].Coin);
            if (PolicyReading.ValueOf(market.Engine, Band, "Kind", underlying) > 0)
                own = PolicyReading.ValueOf(market.Engine, Band, "RiskAversion", underlying);
        }
        return double.IsNaN(own) ? null : Of(own, Days, seed, ct);
    }

    internal static IReadOnlyList<FrontierPoint> Of(double own, double days, ulong seed, CancellationToken ct)
    {
        double[] aversions = [own, .. Aversions.Where(aversion => aversion != own)];
        var points = new FrontierPoint[aversions.Length + IntervalMinutes.Length];
        Parallel.For(
            0, points.Length, new ParallelOptions { CancellationToken = ct, MaxDegreeOfParallelism = 2 },
            i => points[i] = PointOf(i, aversions, days, seed, ct));
        return points;
    }

    private static FrontierPoint PointOf(int i, double[] aversions, double days, ulong seed, CancellationToken ct)
    {
        if (i < aversions.Length)
            return FrontierPoint.OfBand(aversions[i], HedgingRun.OfBand(aversions[i], days, seed, ct));
        double minutes = IntervalMinutes[i - aversions.Length];
        return FrontierPoint.OfClock(
            minutes, HedgingRun.OfClock(Duration.FromSeconds(minutes * 60), days, seed, ct));
    }
}
