namespace TradingAgent.Exchange.Accounts;

/// <summary>One row of the transaction log: change = cash flow + funding − fee.</summary>
public readonly record struct LedgerEntry
{
    /// <summary>Rising from 1 within the account.</summary>
    public long Id { get; init; }

    public AccountId Account { get; init; }

    public LedgerKind Kind { get; init; }

    public CurrencyId Currency { get; init; }

    /// <summary>None for transfers.</summary>
    public InstrumentId Instrument { get; init; }

    public Side Side { get; init; }

    /// <summary>Signed size.</summary>
    public NetQuantity Quantity { get; init; }

    public Price Price { get; init; }

    /// <summary>Received is positive, opposite to the fee of a funding execution.</summary>
    public decimal Funding { get; init; }

    public decimal Fee { get; init; }

    public decimal CashFlow { get; init; }

    public decimal Change => CashFlow + Funding - Fee;

    /// <summary>The balance of the currency after the change.</summary>
    public decimal Balance { get; init; }

    public decimal FeeRate { get; init; }

    /// <summary>The execution, or 0.</summary>
    public long Execution { get; init; }

    public OrderId Order { get; init; }

    public string ClientId { get; init; }

    public Timestamp Time { get; init; }
}
