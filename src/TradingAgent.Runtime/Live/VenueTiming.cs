namespace TradingAgent.Runtime.Live;

/// <summary>How a venue's clock and ours differ, and how old its messages come; NaN is not known yet.</summary>
/// <param name="OffsetSeconds">The venue's clock less ours, as measured last.</param>
/// <param name="RoundTripSeconds">Of the question that measured it: half of it is how wrong the offset may be.</param>
/// <param name="AgeSeconds">
/// Of the last quote or trade when it was received, by the venue's own stamp and clock.
/// </param>
/// <param name="AgeWorstSeconds">The largest of the last ten to twenty seconds.</param>
public readonly record struct VenueTiming(
    double OffsetSeconds, double RoundTripSeconds, double AgeSeconds, double AgeWorstSeconds);
