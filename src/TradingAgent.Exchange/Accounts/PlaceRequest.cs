namespace TradingAgent.Exchange.Accounts;

/// <summary>A new order as the account asks for it.</summary>
public readonly record struct PlaceRequest
{
    public InstrumentId Instrument { get; init; }

    public Side Side { get; init; }

    public OrderKind Kind { get; init; }

    public OrderLifetime Lifetime { get; init; }

    /// <summary>Ignored for market orders.</summary>
    public Price Price { get; init; }

    /// <summary>Cut down to a multiple of the lot without a word, as the venue does.</summary>
    public Quantity Quantity { get; init; }

    public bool ReduceOnly { get; init; }

    /// <summary>
    /// At most 36 of A-Z a-z 0-9 - _; unique among open and recent orders; null or empty when there is none.
    /// </summary>
    public string? ClientId { get; init; }

    public SelfTradePrevention SelfTrade { get; init; }
}
