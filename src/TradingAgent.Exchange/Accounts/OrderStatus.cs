namespace TradingAgent.Exchange.Accounts;

/// <summary>Where an order stands. A cancelled order may have filled in part.</summary>
public enum OrderStatus : byte
{
    New,
    PartiallyFilled,
    Filled,
    Cancelled,

    /// <summary>Conditional, waiting for its trigger.</summary>
    Untriggered,

    /// <summary>Its trigger was met; told once, just before it goes to the book.</summary>
    Triggered,

    /// <summary>Conditional, taken away before its trigger.</summary>
    Deactivated,
}
