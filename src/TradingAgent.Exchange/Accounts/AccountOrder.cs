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

    public required SelfTradePrevention SelfTrade { get; init; }

    public required bool ReduceOnly { get; init; }

    public required Timestamp CreatedAt { get; init; }

    public required CurrencyId FeeCurrency { get; init; }

    public long Price;
    public long Quantity;
    public long Filled;
    public decimal FilledValue;
    public decimal Fee;
    public OrderStatus Status;
    public CancelReason CancelReason;
    public Timestamp UpdatedAt;
    public long Sequence;

    /// <summary>Its place in the book; 0 while it does not rest.</summary>
    public int Handle;

    public long Leaves => Quantity - Filled;

    public bool IsOpen => Status is OrderStatus.New or OrderStatus.PartiallyFilled;

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
        FeeCurrency = FeeCurrency,
        CreatedAt = CreatedAt,
        UpdatedAt = UpdatedAt,
        Sequence = Sequence,
    };
}
