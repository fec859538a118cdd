namespace TradingAgent.Venues.Wire;

/// <summary>A frame is JSON but says something impossible; it is quarantined and its stream resynchronised.</summary>
internal sealed class BadFrameException(string message) : Exception(message);
