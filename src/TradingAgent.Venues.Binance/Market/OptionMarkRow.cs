namespace TradingAgent.Venues.Binance.Market;

/// <summary>One option of a mark-price array.</summary>
internal ref struct OptionMarkRow() : IFieldSink
{
    public ReadOnlySpan<byte> Symbol;
    public Timestamp At;
    public long Mark;
    public long Index;
    public long Bid;
    public long BidSize;
    public long Ask;
    public long AskSize;

    /// <summary>Volatilities a year; -1 is the venue's word for none.</summary>
    public double BidVolatility;
    public double AskVolatility;
    public double MarkVolatility;
    public double Delta = double.NaN;
    public double Gamma = double.NaN;
    public double Vega = double.NaN;
    public double Theta = double.NaN;

    public void Set(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (name.Length == 1) SetOne(name[0], value);
        else if (name.Length == 2) SetTwo((name[0] << 8) | name[1], value);
    }

    private void SetOne(byte name, ReadOnlySpan<byte> value)
    {
        switch (name)
        {
            case (byte)'s':
                Symbol = value;
                break;
            case (byte)'E':
                At = FieldText.Moment(value);
                break;
            case (byte)'i':
                Index = FieldText.Positive(value);
                break;
            case (byte)'b':
                BidVolatility = FieldText.Number(value);
                break;
            case (byte)'a':
                AskVolatility = FieldText.Number(value);
                break;
            case (byte)'d':
                Delta = FieldText.Number(value);
                break;
            case (byte)'g':
                Gamma = FieldText.Number(value);
                break;
            case (byte)'v':
                Vega = FieldText.Number(value);
                break;
            case (byte)'t':
                Theta = FieldText.Number(value);
                break;
        }
    }

    private void SetTwo(int name, ReadOnlySpan<byte> value)
    {
        switch (name)
        {
            case ('m' << 8) | 'p':
                Mark = FieldText.Positive(value);
                break;
            case ('v' << 8) | 'o':
                MarkVolatility = FieldText.Number(value);
                break;
            case ('b' << 8) | 'o':
                Bid = FieldText.Positive(value);
                break;
            case ('b' << 8) | 'q':
                BidSize = FieldText.Positive(value);
                break;
            case ('a' << 8) | 'o':
                Ask = FieldText.Positive(value);
                break;
            case ('a' << 8) | 'q':
                AskSize = FieldText.Positive(value);
                break;
        }
    }
}
