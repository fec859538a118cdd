namespace TradingAgent.Domain.Orders;

/// <summary>Why a command definitely never reached the venue.</summary>
public enum NotSentReason : byte
{
    None,
    TooLate,
    RateLimited,
    Disconnected,
    GateClosed,
    QueueFull,
    UnknownOrder,
    Superseded,
}
