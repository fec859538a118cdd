namespace TradingAgent.Venues.Account;

/// <summary>What an execution row is about.</summary>
internal enum ExecutionRowType : byte
{
    Other,
    Trade,
    AutoDeleveraging,
    Liquidation,
    Funding,
    Delivery,
    Settlement,
    BlockTrade,
}
