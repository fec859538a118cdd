namespace TradingAgent.Venues;

/// <summary>
/// Numbers of the log lines that venue connections write, 4000 to 4099. They are stable: alerts use them.
/// </summary>
internal static class LogEvents
{
    public const int ConnectionOpen = 4001;
    public const int ConnectionClosed = 4002;
    public const int ConnectionNoConnection = 4003;
    public const int ConnectionStale = 4004;
}
