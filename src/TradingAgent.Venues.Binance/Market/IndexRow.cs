namespace TradingAgent.Venues.Binance.Market;

/// <summary>An index price of an underlying, such as BTCUSDT.</summary>
internal ref struct IndexRow : IFieldSink
{
    public ReadOnlySpan<byte> Symbol;
    public long Price;

    public void Set(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (name.Length != 1) return;
        if (name[0] == 's') Symbol = value;
        else if (name[0] == 'p') Price = FieldText.Positive(value);
    }
}
