namespace TradingAgent.Venues.Account;

/// <summary>An execution as a venue tells it, streamed or when asked.</summary>
internal ref struct ExecutionRow
{
    public InstrumentId Instrument;
    public ClientOrderId Order;
    public ExecutionId Execution;
    public ExecutionRowType Type;
    public Side Side;
    public Price Price;
    public Quantity Quantity;

    /// <summary>Paid, units of 1e-8 of its currency; negative is received.</summary>
    public long FeeRaw;
    public CurrencyId FeeCurrency;
    public long Sequence;
    public Timestamp At;
    public bool IsMaker;
    public ReadOnlySpan<byte> Symbol;
}
