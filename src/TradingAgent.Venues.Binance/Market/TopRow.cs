namespace TradingAgent.Venues.Binance.Market;

/// <summary>A best bid and ask.</summary>
internal ref struct TopRow : IFieldSink
{
    public ReadOnlySpan<byte> Symbol;
    public long UpdateId;
    public Timestamp At;
    public long Bid;
    public long BidSize;
    public long Ask;
    public long AskSize;

    public void Set(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (name.Length != 1) return;
        switch (name[0])
        {
            case (byte)'s':
                Symbol = value;
                break;
            case (byte)'u':
                UpdateId = FieldText.Whole(value);
                break;
            case (byte)'T':
                At = FieldText.Moment(value);
                break;
            case (byte)'b':
                Bid = FieldText.Positive(value);
                break;
            case (byte)'B':
                BidSize = FieldText.Positive(value);
                break;
            case (byte)'a':
                Ask = FieldText.Positive(value);
                break;
            case (byte)'A':
                AskSize = FieldText.Positive(value);
                break;
        }
    }
}
