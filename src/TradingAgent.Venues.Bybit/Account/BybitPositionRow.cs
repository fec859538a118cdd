using System.Text.Json;

namespace TradingAgent.Venues.Bybit.Account;

/// <summary>One row of the position stream (<c>entryPrice</c>) or list (<c>avgPrice</c>).</summary>
internal static class BybitPositionRow
{
    /// <summary>
    /// Reads the object on whose opening brace the reader stands; empty for one of the spot market.
    /// </summary>
    public static PositionRow Read(ref Utf8JsonReader reader, RowContext context)
    {
        PositionRow row = default;
        Side side = Side.None;
        long size = 0;
        VenueFrames.Expect(ref reader, JsonTokenType.StartObject);
        if (BybitWords.SkipsSpot(ref reader)) return row;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            ReadOnlySpan<byte> name = reader.ValueSpan;
            VenueFrames.ToValue(ref reader);
            if (name.SequenceEqual("symbol"u8)) row.Symbol = Utf8Fields.Text(ref reader);
            else if (name.SequenceEqual("side"u8)) side = BybitWords.ReadSide(ref reader);
            else if (name.SequenceEqual("size"u8)) size = VenueFrames.SizeOrZero(ref reader);
            else if (name.SequenceEqual("entryPrice"u8) || name.SequenceEqual("avgPrice"u8))
                row.AveragePrice = new Price(VenueFrames.PriceOrZero(ref reader));
            else if (name.SequenceEqual("seq"u8)) row.Sequence = VenueFrames.SequenceOrZero(ref reader);
            else if (name.SequenceEqual("adlRankIndicator"u8))
                row.AdlRank = (int)VenueFrames.SequenceOrZero(ref reader);
            else if (name.SequenceEqual("updatedTime"u8)) Utf8Fields.TryMilliseconds(ref reader, out row.UpdatedAt);
            else reader.Skip();
        }
        if (side == Side.None && size != 0) throw new BadFrameException("a position has a size and no side");
        row.Instrument = context.Resolve(row.Symbol);
        row.Quantity = NetQuantity.Of(side == Side.None ? Side.Buy : side, new Quantity(size));
        return row;
    }
}
