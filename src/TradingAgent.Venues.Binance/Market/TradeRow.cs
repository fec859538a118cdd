namespace TradingAgent.Venues.Binance.Market;

/// <summary>A public trade, of a future (aggregated) or of an option.</summary>
internal ref struct TradeRow : IFieldSink
{
    public ReadOnlySpan<byte> Symbol;
    public long Price;
    public long Size;
    public Timestamp At;
    public Side Aggressor;

    /// <summary>Not of the book: a block, or the venue's own dealings.</summary>
    public bool IsForeign;

    public void Set(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (name.Length != 1) return;
        switch (name[0])
        {
            case (byte)'s':
                Symbol = value;
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
            case (byte)'m':
                // «The buyer is the maker»: then a seller took.
                if (value.SequenceEqual("true"u8)) Aggressor = Side.Sell;
                else if (value.SequenceEqual("false"u8)) Aggressor = Side.Buy;
                break;
            case (byte)'X':
                IsForeign = !value.SequenceEqual("MARKET"u8);
                break;
        }
    }
}
