namespace TradingAgent.Engine.Signals;

/// <summary>Which estimate of volatility a policy reads. The numbers are configured: append only.</summary>
internal enum VolatilitySource
{
    /// <summary>Exponentially weighted squared returns of bars (RiskMetrics), fast up and slow down.</summary>
    Ewma,
    CloseToClose,
    Parkinson,
    GarmanKlass,
    RogersSatchell,
    YangZhang,

    /// <summary>Realised from ticks, the quotes' noise taken out by two time scales.</summary>
    Realised,
}
