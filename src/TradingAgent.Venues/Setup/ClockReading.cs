namespace TradingAgent.Venues.Setup;

/// <summary>The venue's clock against ours.</summary>
/// <param name="Offset">Venue minus ours.</param>
/// <param name="RoundTrip">Of the question whose answer was the quickest.</param>
internal readonly record struct ClockReading(Duration Offset, Duration RoundTrip);
