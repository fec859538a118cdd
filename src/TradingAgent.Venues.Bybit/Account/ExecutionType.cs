namespace TradingAgent.Venues.Bybit.Account;

/// <summary>What an execution row is about.</summary>
internal enum ExecutionType : byte
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
