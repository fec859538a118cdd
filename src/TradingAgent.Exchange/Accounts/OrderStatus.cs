namespace TradingAgent.Exchange.Accounts;

/// <summary>Where an order stands. A cancelled order may have filled in part.</summary>
public enum OrderStatus : byte
{
    New,
    PartiallyFilled,
    Filled,
    Cancelled,
}
