namespace TradingAgent.Exchange.Accounts;

/// <summary>What an execution is.</summary>
public enum ExecutionType : byte
{
    Trade,
    Funding,
    Liquidation,
    Delivery,
}
