using TradingAgent.Domain.Numbers;

namespace TradingAgent.Domain.Reports;

/// <summary>A difference between the venue's position and ours was taken over openly.</summary>
/// <param name="Ours">Before.</param>
/// <param name="Venue">The venue's.</param>
/// <param name="DeltaDifference">Delta of the difference, coins.</param>
public readonly record struct AdoptionReport(NetQuantity Ours, NetQuantity Venue, double DeltaDifference);
