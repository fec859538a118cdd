using System.Text.Json;
using TradingAgent.Venues.Wire;

namespace TradingAgent.Venues.Bybit.Account;

/// <summary>One row of the position stream (<c>entryPrice</c>) or list (<c>avgPrice</c>).</summary>
internal ref struct PositionRow
{
    public InstrumentId Instrument;
    public NetQuantity Quantity;
    public Price AveragePrice;
    public long Sequence;
    public int PositionIndex;

    /// <summary>Place in the deleveraging queue, 0 to 5.</summary>
    public int AdlRank;
    public Timestamp UpdatedAt;
    public ReadOnlySpan<byte> Symbol;

    /// <summary>Reads the object on whose opening brace the reader stands.</summary>
    public static PositionRow Read(ref Utf8JsonReader reader, RowContext context)
    {
        PositionRow row = default;
        Side side = Side.None;
        long size = 0;
        BybitFrames.Expect(ref reader, JsonTokenType.StartObject);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            ReadOnlySpan<byte> name = reader.ValueSpan;
            BybitFrames.ToValue(ref reader);
            if (name.SequenceEqual("symbol"u8)) row.Symbol = Utf8Fields.Text(ref reader);
            else if (name.SequenceEqual("side"u8)) side = BybitFrames.ReadSide(ref reader);
            else if (name.SequenceEqual("size"u8)) size = BybitFrames.SizeOrZero(ref reader);
            else if (name.SequenceEqual("entryPrice"u8) || name.SequenceEqual("avgPrice"u8))
                row.AveragePrice = new Price(BybitFrames.PriceOrZero(ref reader));
            else if (name.SequenceEqual("seq"u8)) row.Sequence = BybitFrames.SequenceOrZero(ref reader);
            else if (name.SequenceEqual("positionIdx"u8))
                row.PositionIndex = (int)BybitFrames.SequenceOrZero(ref reader);
            else if (name.SequenceEqual("adlRankIndicator"u8))
                row.AdlRank = (int)BybitFrames.SequenceOrZero(ref reader);
            else if (name.SequenceEqual("updatedTime"u8)) Utf8Fields.TryMilliseconds(ref reader, out row.UpdatedAt);
            else reader.Skip();
        }
        if (side == Side.None && size != 0) throw new BadFrameException("a position has a size and no side");
        row.Instrument = context.Resolve(row.Symbol);
        row.Quantity = NetQuantity.Of(side == Side.None ? Side.Buy : side, new Quantity(size));
        return row;
    }
}
