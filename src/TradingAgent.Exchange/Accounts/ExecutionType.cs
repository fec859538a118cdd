namespace TradingAgent.Exchange.Accounts;

/// <summary>What an execution is.</summary>
public enum ExecutionType : byte
{
    Trade,
    Funding,
    Liquidation,
    Delivery,

    /// <summary>Closed against somebody's liquidation because the book could not take it.</summary>
    Deleverage,
}
