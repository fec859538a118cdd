namespace TradingAgent.Exchange.Accounts;

/// <summary>An order of an account, alive or finished.</summary>
internal sealed class AccountOrder
{
    public required AccountId Account { get; init; }

    public required OrderId Id { get; init; }

    public required InstrumentId Instrument { get; init; }

    public required string ClientId { get; init; }

    public required Side Side { get; init; }

    public required OrderKind Kind { get; init; }

    public required OrderLifetime Lifetime { get; init; }

    public required bool ReduceOnly { get; init; }

    public required Timestamp CreatedAt { get; init; }

    public required CurrencyId FeeCurrency { get; init; }

    public StopPurpose Purpose { get; init; }

    public bool ClosesPosition { get; init; }

    public OrderOrigin Origin { get; init; }

    public long LastPriceAtStart { get; init; }

    /// <summary>Liquidations: where the account would be worth nothing.</summary>
    public long BankruptcyPrice { get; init; }

    public required SelfTradePrevention SelfTrade;
    public Trigger Trigger;
    public AttachedStops Stops;
    public double Volatility;

    /// <summary>Trailing stops: distance from the best last price; the trigger follows it.</summary>
    public long TrailingBy;

    /// <summary>Trailing stops: sleeps until the last price has been here; 0 when awake.</summary>
    public long ActivatedAt;

    /// <summary>The other of a pair of which only one may go off.</summary>
    public AccountOrder? Twin;

    /// <summary>The part of what filled whose attached stops stand already.</summary>
    public long StopsCover;

    /// <summary>True while what is left counts in the position's open buys or sells.</summary>
    public bool IsReserved;

    public long Price;
    public long Quantity;
    public long Filled;
    public decimal FilledValue;
    public decimal Fee;

    /// <summary>What its fills realised on what they closed, less their fees on that part.</summary>
    public decimal ClosedPnl;
    public OrderStatus Status;
    public CancelReason CancelReason;
    public Timestamp UpdatedAt;
    public long Sequence;

    /// <summary>Its place in the book; 0 while it does not rest.</summary>
    public int Handle;

    public long Leaves => Quantity - Filled;

    public bool IsOpen =>
        Status is OrderStatus.New or OrderStatus.PartiallyFilled or OrderStatus.Untriggered or OrderStatus.Triggered;

    /// <summary>True while a conditional order waits for its trigger.</summary>
    public bool IsWaiting => Status == OrderStatus.Untriggered;

    public OrderSnapshot Snapshot() => new()
    {
        Account = Account,
        Id = Id,
        Instrument = Instrument,
        ClientId = ClientId,
        Side = Side,
        Kind = Kind,
        Lifetime = Lifetime,
        SelfTrade = SelfTrade,
        ReduceOnly = ReduceOnly,
        Status = Status,
        CancelReason = CancelReason,
        Price = new Price(Price),
        Quantity = new Quantity(Quantity),
        Filled = new Quantity(Filled),
        FilledValue = FilledValue,
        Fee = Fee,
        ClosedPnl = ClosedPnl,
        FeeCurrency = FeeCurrency,
        Trigger = Trigger,
        Purpose = Purpose,
        ClosesPosition = ClosesPosition,
        Stops = Stops,
        Volatility = Volatility,
        LastPriceAtStart = new Price(LastPriceAtStart),
        Origin = Origin,
        CreatedAt = CreatedAt,
        UpdatedAt = UpdatedAt,
        Sequence = Sequence,
    };
}
