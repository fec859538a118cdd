namespace TradingAgent.Venues.Ports;

/// <summary>A venue did not answer in spite of repeats. Says nothing about what it may have done.</summary>
public sealed class VenueUnreachableException(string message, Exception? inner = null) : Exception(message, inner);
