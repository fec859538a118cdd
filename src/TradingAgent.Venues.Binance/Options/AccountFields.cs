namespace TradingAgent.Venues.Binance.Options;

/// <summary>An options account's own figures, USDT.</summary>
internal ref struct AccountFields() : IFieldSink
{
    public long Balance;
    public bool HasBalance;
    public long Equity;
    public double AdjustedEquity = double.NaN;
    public double Initial = double.NaN;
    public double Maintenance = double.NaN;
    public Timestamp At;

    public void Set(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (name.SequenceEqual("b"u8))
        {
            Balance = FieldText.Amount(value);
            HasBalance = value.Length > 0;
        }
        else if (name.SequenceEqual("eq"u8)) Equity = FieldText.Amount(value);
        else if (name.SequenceEqual("aeq"u8)) AdjustedEquity = FieldText.Number(value);
        else if (name.SequenceEqual("i"u8)) Initial = FieldText.Number(value);
        else if (name.SequenceEqual("M"u8)) Maintenance = FieldText.Number(value);
        else if (name.SequenceEqual("T"u8)) At = FieldText.Moment(value);
    }
}
