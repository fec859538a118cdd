namespace TradingAgent.Domain.Orders;

/// <summary>Which way an order trades.</summary>
public enum Side : byte
{
    None,
    Buy,
    Sell,
}
