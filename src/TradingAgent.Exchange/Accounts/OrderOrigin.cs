namespace TradingAgent.Exchange.Accounts;

/// <summary>Who made an order.</summary>
public enum OrderOrigin : byte
{
    Account,

    /// <summary>A stop of a position.</summary>
    Stop,
    Liquidation,
    Deleverage,
}
