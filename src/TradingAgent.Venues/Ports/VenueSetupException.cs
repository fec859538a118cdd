namespace TradingAgent.Venues.Ports;

/// <summary>
/// The account at the venue is not set up so that it may be traded; the message says what is wrong and what to do.
/// Nothing was sent that trades.
/// </summary>
public sealed class VenueSetupException(string message) : Exception(message);
