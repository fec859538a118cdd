namespace TradingAgent.Venues.Binance.Options;

/// <summary>
/// A position over REST. Its quantity is signed; its moment is that of the answer, so it has no sequence.
/// </summary>
internal ref struct OptionPositionFields : IFieldSink
{
    public ReadOnlySpan<byte> Symbol;
    public long Quantity;
    public long Entry;

    public void Set(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (name.SequenceEqual("symbol"u8)) Symbol = value;
        else if (name.SequenceEqual("quantity"u8)) Quantity = FieldText.Amount(value);
        else if (name.SequenceEqual("entryPrice"u8)) Entry = FieldText.Positive(value);
    }

    public readonly PositionRow Row(RowContext context)
    {
        PositionRow row = default;
        row.Symbol = Symbol;
        row.Instrument = context.Resolve(Symbol);
        row.Quantity = new NetQuantity(Quantity);
        row.AveragePrice = new Price(Entry);
        return row;
    }
}
