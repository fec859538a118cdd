namespace TradingAgent.Venues.Binance.Market;

/// <summary>A liquidation: the largest of its second, a sample and not the tape.</summary>
internal ref struct LiquidationRow : IFieldSink
{
    public ReadOnlySpan<byte> Symbol;
    public Side Side;
    public long Price;
    public long AveragePrice;
    public long Size;
    public Timestamp At;

    public void Set(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (name.SequenceEqual("ap"u8)) AveragePrice = FieldText.Positive(value);
        if (name.Length != 1) return;
        switch (name[0])
        {
            case (byte)'s':
                Symbol = value;
                break;
            case (byte)'S':
                Side = BinanceWords.SideOf(value);
                break;
            case (byte)'p':
                Price = FieldText.Positive(value);
                break;
            case (byte)'q':
                Size = FieldText.Positive(value);
                break;
            case (byte)'T':
                At = FieldText.Moment(value);
                break;
        }
    }
}
