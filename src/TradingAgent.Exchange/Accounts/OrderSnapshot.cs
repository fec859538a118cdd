namespace TradingAgent.Exchange.Accounts;

/// <summary>An order of an account as it stands after a change.</summary>
public readonly record struct OrderSnapshot
{
    public AccountId Account { get; init; }

    public OrderId Id { get; init; }

    public InstrumentId Instrument { get; init; }

    /// <summary>Empty when the account gave none.</summary>
    public string ClientId { get; init; }

    public Side Side { get; init; }

    public OrderKind Kind { get; init; }

    public OrderLifetime Lifetime { get; init; }

    public SelfTradePrevention SelfTrade { get; init; }

    public bool ReduceOnly { get; init; }

    public OrderStatus Status { get; init; }

    /// <summary>
    /// Why it ended unfilled. <see cref="CancelReason.ImmediateRemainder"/> serves IOC, market and FOK.
    /// </summary>
    public CancelReason CancelReason { get; init; }

    /// <summary>The limit; for a market order the protective price.</summary>
    public Price Price { get; init; }

    /// <summary>Total size.</summary>
    public Quantity Quantity { get; init; }

    public Quantity Filled { get; init; }

    /// <summary>Price × filled for linear contracts and options, filled / price in coin for inverse futures.</summary>
    public decimal FilledValue { get; init; }

    /// <summary>Fees so far, in <see cref="FeeCurrency"/>; positive is paid.</summary>
    public decimal Fee { get; init; }

    public CurrencyId FeeCurrency { get; init; }

    /// <summary>Realised on what it closed, less the fees on that part, in the settle coin.</summary>
    public decimal ClosedPnl { get; init; }

    /// <summary>None unless the order is or was conditional.</summary>
    public Trigger Trigger { get; init; }

    public StopPurpose Purpose { get; init; }

    public bool ClosesPosition { get; init; }

    /// <summary>What it brings along.</summary>
    public AttachedStops Stops { get; init; }

    /// <summary>Options: the volatility that the price was made from, or 0.</summary>
    public double Volatility { get; init; }

    /// <summary>The last price when a conditional order was made.</summary>
    public Price LastPriceAtStart { get; init; }

    /// <summary>Who made it.</summary>
    public OrderOrigin Origin { get; init; }

    public Timestamp CreatedAt { get; init; }

    public Timestamp UpdatedAt { get; init; }

    /// <summary>The exchange's change counter at this state.</summary>
    public long Sequence { get; init; }

    /// <summary>What still rests.</summary>
    public Quantity Leaves => IsOpen ? Quantity - Filled : Quantity.Zero;

    public bool IsOpen =>
        Status is OrderStatus.New or OrderStatus.PartiallyFilled or OrderStatus.Untriggered or OrderStatus.Triggered;
}
