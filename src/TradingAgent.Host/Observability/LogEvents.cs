namespace TradingAgent.Host.Observability;

/// <summary>
/// Numbers of the log lines that the executable itself writes, 1000 to 1999. They are stable: alerts use them.
/// </summary>
internal static class LogEvents
{
    public const int Starting = 1000;
    public const int ConfigurationRead = 1001;
    public const int ExchangeUp = 1002;
    public const int InstrumentsLoaded = 1003;
    public const int InstrumentSkipped = 1004;
    public const int AgentConnecting = 1005;
    public const int StreamUp = 1006;
    public const int PositionsAdopted = 1007;
    public const int GreeksTicking = 1008;
    public const int FirstOrderResting = 1009;
    public const int FirstFill = 1010;
    public const int DeltaBackInBand = 1011;
    public const int Status = 1012;
    public const int Risk = 1013;

    public const int HealthListening = 1100;
    public const int HealthUnavailable = 1101;

    public const int Draining = 1200;
    public const int Drained = 1201;
    public const int DrainIncomplete = 1202;
    public const int SessionReported = 1203;
    public const int LeavingAtOnce = 1204;
    public const int AgentFailed = 1205;
}
