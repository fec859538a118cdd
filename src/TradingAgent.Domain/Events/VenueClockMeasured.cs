using TradingAgent.Domain.Time;

namespace TradingAgent.Domain.Events;

/// <summary>The venue's clock against ours.</summary>
/// <param name="Offset">Venue minus ours.</param>
/// <param name="RoundTrip">Of the measurement.</param>
public readonly record struct VenueClockMeasured(Duration Offset, Duration RoundTrip);
