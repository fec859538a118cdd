namespace TradingAgent.Exchange.Accounts;

/// <summary>
/// Changes the stops of a position; what is null stays, a trigger or a distance of zero takes it away.
/// </summary>
public readonly record struct PositionStops
{
    public StopTerms? TakeProfit { get; init; }

    public StopTerms? StopLoss { get; init; }

    /// <summary>Distance of a trailing stop from the best last price.</summary>
    public Price? Trailing { get; init; }

    /// <summary>A trailing stop sleeps until the last price has been here; zero: it begins at once.</summary>
    public Price ActivatedAt { get; init; }

    /// <summary>The size that the stops close; zero: whatever the position is when they go off.</summary>
    public Quantity PartialQuantity { get; init; }
}
