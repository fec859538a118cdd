namespace TradingAgent.Venues.Binance.Futures;

/// <summary>
/// Open profit by coin as REST last told it: the stream tells balances without it. Any thread.
/// </summary>
internal sealed class OpenProfit
{
    private readonly long[] _raw = new long[CurrencyId.Capacity];

    /// <summary>Units of 1e-8.</summary>
    public long this[CurrencyId coin]
    {
        get => Interlocked.Read(ref _raw[coin.Index]);
        set => Interlocked.Exchange(ref _raw[coin.Index], value);
    }
}
