namespace TradingAgent.Venues.Bybit;

/// <summary>
/// Numbers of the log lines that the Bybit adapter writes, 4100 to 4599. They are stable: alerts use them.
/// </summary>
internal static class LogEvents
{
    public const int MarketGap = 4101;
    public const int MarketRefused = 4102;
    public const int MarketSilent = 4103;
    public const int MarketBadFrame = 4104;
    public const int MarketGivenUp = 4105;

    public const int OrderEntryAuthRefused = 4201;
    public const int OrderEntryRefused = 4202;
    public const int OrderEntryNoAnswer = 4203;
    public const int OrderEntryBadFrame = 4204;

    public const int PrivateAuthRefused = 4301;
    public const int PrivateSubscriptionRefused = 4302;
    public const int PrivateBadFrame = 4303;
    public const int PrivateUnknownSymbols = 4304;
    public const int AccountStrangePosition = 4311;
    public const int AccountRecovered = 4312;
    public const int AccountNoRate = 4313;
    public const int AccountAdlRank = 4314;
    public const int AccountNoGreeks = 4315;

    public const int SetupAccount = 4401;
    public const int SetupUnchecked = 4402;
    public const int SetupWarning = 4403;
    public const int SetupSet = 4404;

    public const int SetupSwitchArmed = 4411;
    public const int SetupSwitchRefused = 4412;

    public const int VenuePlan = 4501;
    public const int VenueRecoveryFailed = 4502;
    public const int VenueAskFailed = 4503;
    public const int VenueNoFees = 4504;
    public const int VenueKilled = 4505;
}
