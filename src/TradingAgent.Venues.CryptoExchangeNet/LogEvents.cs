namespace TradingAgent.Venues.CryptoExchangeNet;

/// <summary>
/// Numbers of the log lines that this adapter writes, 5400 to 5499. They are stable: alerts use them.
/// </summary>
internal static class LogEvents
{
    public const int StreamRefused = 5401;
    public const int StreamGivenUp = 5402;
    public const int StreamAskedAgain = 5403;
    public const int StreamBadData = 5404;

    public const int VenuePlan = 5411;
    public const int VenueRecoveryFailed = 5412;
    public const int VenueAskFailed = 5413;
    public const int VenueNoFees = 5414;
    public const int VenueKilled = 5415;
    public const int VenueSetup = 5416;
    public const int VenueModeSet = 5417;
    public const int VenueNoSwitch = 5418;
    public const int VenueNoRate = 5419;
    public const int VenueRightsUnknown = 5420;
}
