namespace TradingAgent.Venues.Account;

/// <summary>Cash that no trade, funding or delivery of ours explains, as a venue tells it.</summary>
internal struct TransferRow
{
    public CurrencyId Currency;

    /// <summary>Received, units of 1e-8; negative is sent away.</summary>
    public long AmountRaw;
    public ExecutionId Id;
    public Timestamp At;
}
