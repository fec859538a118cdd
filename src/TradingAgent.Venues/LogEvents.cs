namespace TradingAgent.Venues;

/// <summary>
/// Numbers of the log lines that all venues share, 4000 to 4099, and those that keep the number under which they were
/// one venue's. They are stable: alerts use them.
/// </summary>
internal static class LogEvents
{
    public const int ConnectionOpen = 4001;
    public const int ConnectionClosed = 4002;
    public const int ConnectionNoConnection = 4003;
    public const int ConnectionStale = 4004;

    public const int OrderLaneFailed = 4011;

    public const int VenueListed = 4506;
    public const int VenueRetired = 4507;
    public const int VenueListingFailed = 4508;
}
