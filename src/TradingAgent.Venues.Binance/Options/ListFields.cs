namespace TradingAgent.Venues.Binance.Options;

/// <summary>
/// A row of one of an options account's lists: a balance (a, b), a position (s, c, a) or an underlying's Greeks (u, d,
/// g, t, v). The names do not get into each other's way: «a» is a coin in one and a price in another.
/// </summary>
internal ref struct ListFields() : IFieldSink
{
    public ReadOnlySpan<byte> Symbol;
    public ReadOnlySpan<byte> Asset;
    public ReadOnlySpan<byte> Underlying;
    public ReadOnlySpan<byte> BalanceText;
    public long Contracts;
    public double Delta = double.NaN;
    public double Gamma = double.NaN;
    public double Vega = double.NaN;
    public double Theta = double.NaN;

    /// <summary>Of a coin that this build knows; others may have more than our numbers hold.</summary>
    public readonly long Balance => FieldText.Amount(BalanceText);

    /// <summary>Of a position.</summary>
    public readonly long AveragePrice => FieldText.Amount(Asset);

    public void Set(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (name.Length != 1) return;
        switch (name[0])
        {
            case (byte)'s':
                Symbol = value;
                break;
            case (byte)'a':
                Asset = value;
                break;
            case (byte)'u':
                Underlying = value;
                break;
            case (byte)'b':
                BalanceText = value;
                break;
            case (byte)'c':
                Contracts = FieldText.Amount(value);
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
}
