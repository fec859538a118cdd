namespace TradingAgent.Exchange.Accounts;

/// <summary>One fill, or a movement that the venue made by itself (liquidation, delivery, funding).</summary>
public readonly record struct ExecutionSnapshot
{
    public AccountId Account { get; init; }

    /// <summary>The exchange's execution number, rising from 1; both sides of a trade have their own.</summary>
    public long Id { get; init; }

    /// <summary>None for delivery and funding.</summary>
    public OrderId Order { get; init; }

    public string ClientId { get; init; }

    public InstrumentId Instrument { get; init; }

    public ExecutionType Type { get; init; }

    public Side Side { get; init; }

    public bool IsMaker { get; init; }

    public OrderKind OrderKind { get; init; }

    public Price OrderPrice { get; init; }

    public Quantity OrderQuantity { get; init; }

    public Quantity Leaves { get; init; }

    public Price Price { get; init; }

    public Quantity Quantity { get; init; }

    /// <summary>
    /// Price × quantity for linear contracts and options, quantity / price in coin for inverse futures.
    /// </summary>
    public decimal Value { get; init; }

    /// <summary>Positive is paid; for funding a payment is positive too.</summary>
    public decimal Fee { get; init; }

    public decimal FeeRate { get; init; }

    public CurrencyId FeeCurrency { get; init; }

    /// <summary>How much of the fill closed an existing position.</summary>
    public Quantity Closed { get; init; }

    /// <summary>Realised result of the closed part, before fees, in the settle coin.</summary>
    public decimal RealisedPnl { get; init; }

    public double MarkPrice { get; init; }

    public double IndexPrice { get; init; }

    /// <summary>Options: forward of the expiry.</summary>
    public double UnderlyingPrice { get; init; }

    /// <summary>Options: fraction, 0.5 is 50 %.</summary>
    public double MarkVolatility { get; init; }

    /// <summary>Options: the volatility implied by the fill price; 0 when there is none.</summary>
    public double TradeVolatility { get; init; }

    /// <summary>Liquidations: the price at which the account would have been worth nothing; zero otherwise.</summary>
    public Price BankruptcyPrice { get; init; }

    public StopPurpose Purpose { get; init; }

    public OrderOrigin Origin { get; init; }

    public Timestamp Time { get; init; }

    public long Sequence { get; init; }
}
