namespace TradingAgent.Domain.Orders;

/// <summary>How long an order may rest, and whether it may take.</summary>
public enum TimeInForce : byte
{
    /// <summary>Rests or is cancelled; never takes liquidity.</summary>
    PostOnly,

    /// <summary>May take and rest.</summary>
    GoodTillCancelled,

    /// <summary>Takes what it can at once; the rest is cancelled.</summary>
    ImmediateOrCancel,
}
