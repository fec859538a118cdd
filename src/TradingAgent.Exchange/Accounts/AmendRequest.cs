namespace TradingAgent.Exchange.Accounts;

/// <summary>
/// Changes a resting order. It keeps its place in the queue only if the size falls at the same price.
/// </summary>
public readonly record struct AmendRequest
{
    public OrderKey Order { get; init; }

    /// <summary>The instrument the caller believes the order is in; a mismatch is an unknown order.</summary>
    public InstrumentId Instrument { get; init; }

    /// <summary>The new price; null keeps the old one.</summary>
    public Price? Price { get; init; }

    /// <summary>
    /// The new total size, filled part included; null keeps the old one. Never cut to the lot: refused instead.
    /// </summary>
    public Quantity? Quantity { get; init; }

    /// <summary>Conditional orders that still wait: the new trigger price.</summary>
    public Price? Trigger { get; init; }

    /// <summary>The new take-profit that comes along; null keeps it.</summary>
    public StopTerms? TakeProfit { get; init; }

    /// <summary>The new stop-loss that comes along; null keeps it.</summary>
    public StopTerms? StopLoss { get; init; }

    /// <summary>
    /// True: whatever changes, the order goes to the back of the queue and forgets its self-trade prevention.
    /// </summary>
    public bool StartsAnew { get; init; }

    /// <summary>Options: the volatility that the new price was made from.</summary>
    public double? Volatility { get; init; }
}
