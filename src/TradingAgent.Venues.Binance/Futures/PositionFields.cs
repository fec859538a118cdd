using TradingAgent.Venues.Binance.Account;

namespace TradingAgent.Venues.Binance.Futures;

/// <summary>A position: short names on the stream, words over REST.</summary>
internal ref struct PositionFields : IFieldSink
{
    public ReadOnlySpan<byte> Symbol;
    public ReadOnlySpan<byte> Mode;
    public long Amount;
    public long Entry;
    public long AdlRank;
    public Timestamp UpdatedAt;

    public void Set(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (name.SequenceEqual("s"u8) || name.SequenceEqual("symbol"u8)) Symbol = value;
        else if (name.SequenceEqual("pa"u8) || name.SequenceEqual("positionAmt"u8)) Amount = FieldText.Amount(value);
        else if (name.SequenceEqual("ep"u8) || name.SequenceEqual("entryPrice"u8)) Entry = FieldText.Positive(value);
        else if (name.SequenceEqual("ps"u8) || name.SequenceEqual("positionSide"u8)) Mode = value;
        else if (name.SequenceEqual("adl"u8)) AdlRank = FieldText.Whole(value);
        else if (name.SequenceEqual("updateTime"u8)) UpdatedAt = FieldText.Moment(value);
    }

    /// <summary>
    /// The position as of a moment, or of its own. What happened up to then is in it: the moment is its sequence.
    /// </summary>
    /// <exception cref="BadFrameException">The account is in hedge mode and holds something.</exception>
    public readonly PositionRow Row(RowContext context, Timestamp at)
    {
        PositionRow row = default;
        row.Symbol = Symbol;
        // The stream lists the empty sides of a one-way account too.
        bool isSide = Mode.SequenceEqual("LONG"u8) || Mode.SequenceEqual("SHORT"u8);
        if (isSide && Amount == 0) return row;
        BinanceRows.RefuseHedgeMode(Mode);
        row.Instrument = context.Resolve(Symbol);
        row.Quantity = new NetQuantity(Amount);
        row.AveragePrice = new Price(Entry);
        row.AdlRank = (int)Math.Min(AdlRank, 5);
        row.UpdatedAt = UpdatedAt.IsNone ? at : UpdatedAt;
        row.Sequence = row.UpdatedAt.IsNone ? 0 : row.UpdatedAt.Milliseconds;
        return row;
    }
}
