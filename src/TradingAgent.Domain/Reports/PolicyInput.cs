namespace TradingAgent.Domain.Reports;

/// <summary>An input of a policy, named when it is missing.</summary>
public enum PolicyInput : byte
{
    None,
    Spot,
    Volatility,
    Bars,
    Greeks,
    Equity,
    Trades,
    Depth,
    Volume,
    Costs,
    Covariance,
    Funding,
    OpenInterest,
    Liquidations,
    Surface,
    Scenarios,
    HedgeInstruments,
    Margin,

    /// <summary>The formula gave no finite number.</summary>
    FiniteResult,
}
