namespace TradingAgent.Exchange.Accounts;

/// <summary>A new order as the account asks for it.</summary>
public readonly record struct PlaceRequest
{
    public InstrumentId Instrument { get; init; }

    public Side Side { get; init; }

    public OrderKind Kind { get; init; }

    public OrderLifetime Lifetime { get; init; }

    /// <summary>For a market order the worst price wanted, if tighter than the band; zero: the band's edge.</summary>
    public Price Price { get; init; }

    /// <summary>Cut down to a multiple of the lot without a word, as the venue does.</summary>
    public Quantity Quantity { get; init; }

    public bool ReduceOnly { get; init; }

    /// <summary>
    /// At most 36 of A-Z a-z 0-9 - _; unique among open and recent orders, unless the account frees its ids; null or
    /// empty when there is none.
    /// </summary>
    public string? ClientId { get; init; }

    public SelfTradePrevention SelfTrade { get; init; }

    /// <summary>Makes the order wait for a price.</summary>
    public Trigger Trigger { get; init; }

    /// <summary>Reduce-only, and with a size of zero whatever the position is when it goes to the book.</summary>
    public bool ClosesPosition { get; init; }

    /// <summary>Stops for the position that comes of it.</summary>
    public AttachedStops Stops { get; init; }

    /// <summary>Options: the volatility that the price was made from; 0 when the price was given.</summary>
    public double Volatility { get; init; }
}
