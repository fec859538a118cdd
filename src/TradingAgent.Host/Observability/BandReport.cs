using TradingAgent.Engine.Kernel;
using TradingAgent.Runtime.Reports;

namespace TradingAgent.Host.Observability;

/// <summary>How one underlying was kept in its outer band; null where nothing was measured.</summary>
internal sealed record BandReport(
    double? InBandShare,
    double? InBandShareUnhedged,
    double? BandOverDeltaSd,
    double MaxAbsDeltaOutsideBand,
    double SecondsMeasured)
{
    /// <summary>What each policy contributed.</summary>
    public IReadOnlyList<PolicyContribution> Policies { get; init; } = [];

    public static BandReport Of(in BandTally tally) => new(
        Share(tally.SecondsInside, tally.SecondsTotal),
        Share(tally.SecondsInsideUnhedged, tally.SecondsTotal),
        Known(tally.BandOverDeltaSd),
        tally.MaxOutside,
        Math.Round(tally.SecondsTotal, 3));

    /// <summary>The quotient, or null when there is nothing to divide by.</summary>
    public static double? Share(double part, double whole) => whole > 0 ? Known(part / whole) : null;

    /// <summary>Four digits, or null when it is not a number: missing is not zero.</summary>
    public static double? Known(double value) => double.IsFinite(value) ? Math.Round(value, 4) : null;
}
