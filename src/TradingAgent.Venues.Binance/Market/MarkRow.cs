namespace TradingAgent.Venues.Binance.Market;

/// <summary>A future's mark, index and funding.</summary>
internal ref struct MarkRow() : IFieldSink
{
    public ReadOnlySpan<byte> Symbol;
    public long Mark;
    public long Index;
    public double FundingRate = double.NaN;
    public Timestamp NextFundingAt;
    public Timestamp At;

    public void Set(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (name.Length != 1) return;
        switch (name[0])
        {
            case (byte)'s':
                Symbol = value;
                break;
            case (byte)'p':
                Mark = FieldText.Positive(value);
                break;
            case (byte)'i':
                Index = FieldText.Positive(value);
                break;
            case (byte)'r':
                FundingRate = FieldText.Number(value);
                break;
            case (byte)'T':
                NextFundingAt = FieldText.Moment(value);
                break;
            case (byte)'E':
                At = FieldText.Moment(value);
                break;
        }
    }
}
