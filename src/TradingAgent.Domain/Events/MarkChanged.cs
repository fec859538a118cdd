using TradingAgent.Domain.Numbers;

namespace TradingAgent.Domain.Events;

/// <summary>The venue's mark and index of a perpetual or future.</summary>
/// <param name="Mark">Mark price.</param>
/// <param name="Index">Index of the underlying; zero when the venue did not say.</param>
public readonly record struct MarkChanged(Price Mark, Price Index);
