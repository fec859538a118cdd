namespace TradingAgent.Venues.Binance;

/// <summary>
/// Numbers of the log lines that the Binance adapters write, 4600 to 4999. They are stable: alerts use them.
/// </summary>
internal static class LogEvents
{
    public const int BinanceGap = 4601;
    public const int BinanceStreamRefused = 4602;
    public const int BinanceSilent = 4603;
    public const int BinanceBadMarketFrame = 4604;
    public const int BinanceGivenUp = 4605;
    public const int BinanceSnapshotFailed = 4606;

    public const int BinanceLogonRefused = 4701;
    public const int BinanceOrderRefused = 4702;
    public const int BinanceOrderNoAnswer = 4703;
    public const int BinanceBadOrderFrame = 4704;

    public const int BinanceBadAccountFrame = 4801;
    public const int BinanceUnknownSymbols = 4802;
    public const int BinanceListenKey = 4803;
    public const int BinanceStrangePosition = 4811;
    public const int BinanceRecovered = 4812;
    public const int BinanceNoRate = 4813;
    public const int BinanceRiskLevel = 4814;

    public const int BinanceAccount = 4901;
    public const int BinanceSet = 4902;
    public const int BinanceWarning = 4903;
    public const int BinanceRightsUnknown = 4904;

    public const int BinancePlan = 4951;
    public const int BinanceRecoveryFailed = 4952;
    public const int BinanceAskFailed = 4953;
    public const int BinanceNoFees = 4954;
    public const int BinanceKilled = 4955;
    public const int BinanceNoSwitch = 4956;
}
