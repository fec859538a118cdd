namespace TradingAgent.Domain.Orders;

/// <summary>What moved a position: an order of ours, or the venue by itself.</summary>
public enum ExecutionKind : byte
{
    Trade,
    Liquidation,
    AutoDeleveraging,
    Delivery,
    Settlement,
    BlockTrade,
    Other,
}
