namespace TradingAgent.Host.Observability;

/// <summary>
/// Numbers of the log lines that the executable itself writes, 1000 to 1999. They are stable: alerts use them.
/// </summary>
internal static class LogEvents
{
    public const int Starting = 1000;
    public const int ExchangeUp = 1001;
    public const int Connected = 1002;
    public const int VenueMissing = 1003;
    public const int TakesAlone = 1004;

    public const int PositionsAdopted = 1010;
    public const int GreeksTicking = 1011;
    public const int FirstOrderResting = 1012;
    public const int FirstFill = 1013;
    public const int DeltaBackInBand = 1014;

    public const int Status = 1020;
    public const int Risk = 1021;

    public const int Reconfigured = 1030;
    public const int ConfigurationSame = 1031;
    public const int ConfigurationRefused = 1032;

    public const int HealthListening = 1100;
    public const int HealthUnavailable = 1101;

    public const int ControlListening = 1110;
    public const int ControlUnavailable = 1111;
    public const int ControlFailed = 1112;
    public const int OperatorAsked = 1113;

    public const int SentinelWatching = 1120;
    public const int SentinelSees = 1121;
    public const int SentinelFiring = 1122;
    public const int SentinelDone = 1123;
    public const int SentinelFailed = 1124;
    public const int SentinelCalledOff = 1125;
    public const int SentinelCancelled = 1126;
    public const int SentinelFlat = 1127;
    public const int SentinelNotFlat = 1128;
    public const int SentinelLeaves = 1129;

    public const int WebhookFailed = 1130;

    public const int SentinelUnmarked = 1131;

    public const int Draining = 1200;
    public const int SessionReported = 1201;
    public const int PositionsCompared = 1202;
    public const int PositionsDiffer = 1203;
    public const int PositionsNotCompared = 1204;

    public const int AgentFailed = 1300;
    public const int AgentBroke = 1301;
    public const int OrdersMayRest = 1302;
}
