namespace TradingAgent.Venues.Binance.Account;

/// <summary>What an event of the account's stream is about; the rest is passed over.</summary>
internal enum AccountEvent : byte
{
    None,
    Order,

    /// <summary>Balances and positions of futures; the account's figures of options.</summary>
    Account,
    BalancesAndPositions,
    Greeks,
    RiskLevel,
    KeyExpired,
}
