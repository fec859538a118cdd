namespace TradingAgent.ExchangeServer.Bybit;

/// <summary>Endpoints that share a counter of visits; single and batch forms are counted apart.</summary>
internal enum RateGroup
{
    None,
    Create,
    Amend,
    Cancel,
    CancelAll,
    CreateBatch,
    AmendBatch,
    CancelBatch,
    OrderRealtime,
    OrderHistory,
    Executions,
    Positions,
    PositionSettings,
    Wallet,
    FeeRate,
    Ledger,
    Settings,
    Keys,
    PreCheck,
    Asset,
    Other,
}
