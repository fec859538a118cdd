namespace TradingAgent.Domain.Orders;

/// <summary>Why an order ended without filling completely.</summary>
public enum CancelReason : byte
{
    None,
    Requested,
    WouldTake,
    ImmediateRemainder,
    SelfTrade,
    ReduceOnly,
    Margin,
    Delivery,
    Liquidation,
    DeadMan,
    Venue,
}
