using System.Text.Json;

namespace TradingAgent.Venues.Bybit.Market;

/// <summary>Reads the data object of a ticker, futures' or option's, whatever the order of its fields.</summary>
internal static class TickerFrame
{
    public static void Read(ref Utf8JsonReader reader, ref TickerValues values)
    {
        values.Clear();
        VenueFrames.Expect(ref reader, JsonTokenType.StartObject);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            TickerField field = FieldOf(reader.ValueSpan);
            VenueFrames.ToValue(ref reader);
            if (field == TickerField.None) reader.Skip();
            else ReadValue(ref reader, field, ref values);
        }
    }

    /// <summary>The same from plain text; false when the general reader must judge it.</summary>
    public static bool TryRead(ref CompactJson text, ref TickerValues values)
    {
        values.Clear();
        if (!text.Take('{')) return false;
        do
        {
            if (!text.TryPair(out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value, out bool isText)) return false;
            TickerField field = FieldOf(name);
            if (field == TickerField.None)
            {
                if (!isText && !text.Skip()) return false;
            }
            else if (!isText || !TrySet(field, value, ref values))
            {
                return false;
            }
        }
        while (text.Take(','));
        return text.Take('}');
    }

    private static bool TrySet(TickerField field, ReadOnlySpan<byte> text, ref TickerValues values)
    {
        switch (field)
        {
            case <= TickerField.AskSize or TickerField.Forward:
                if (!PlainNumber.TryFixed(text, out long raw) && text.Length > 0) return false;
                values.Set(field, raw);
                return true;
            case TickerField.NextFunding:
                if (text.Length == 0) return true;
                if (!PlainNumber.TryWhole(text, out long ms) || ms is <= 0 or >= 9_000_000_000_000) return false;
                values.Set(field, Timestamp.FromMilliseconds(ms).Nanoseconds);
                return true;
            default:
                if (text.Length == 0) return true;
                if (!PlainNumber.TryDouble(text, out double number)) return false;
                values.Set(field, number);
                return true;
        }
    }

    private static void ReadValue(ref Utf8JsonReader reader, TickerField field, ref TickerValues values)
    {
        switch (field)
        {
            case TickerField.Mark or TickerField.Index or TickerField.Bid or TickerField.Ask or TickerField.Forward:
                values.Set(field, VenueFrames.PriceOrZero(ref reader));
                break;
            case TickerField.BidSize or TickerField.AskSize:
                values.Set(field, VenueFrames.SizeOrZero(ref reader));
                break;
            case TickerField.NextFunding:
                if (Utf8Fields.TryMilliseconds(ref reader, out Timestamp at)) values.Set(field, at.Nanoseconds);
                break;
            default:
                // An empty number is «no value»: the field stays absent instead of becoming zero.
                if (Utf8Fields.TryDouble(ref reader, out double number)) values.Set(field, number);
                else if (!VenueFrames.IsEmpty(ref reader)) throw new BadFrameException("a value is not a number");
                break;
        }
    }

    private static TickerField FieldOf(ReadOnlySpan<byte> name)
    {
        switch (name.Length)
        {
            case 4: return name.SequenceEqual("vega"u8) ? TickerField.Vega : TickerField.None;
            case 5: return OfFive(name);
            case 7:
                if (name.SequenceEqual("bidSize"u8)) return TickerField.BidSize;
                return name.SequenceEqual("askSize"u8) ? TickerField.AskSize : TickerField.None;
            case 8: return OfEight(name);
            case 9: return OfNine(name);
            case 10: return name.SequenceEqual("indexPrice"u8) ? TickerField.Index : TickerField.None;
            case 11:
                if (name.SequenceEqual("fundingRate"u8)) return TickerField.FundingRate;
                return name.SequenceEqual("markPriceIv"u8) ? TickerField.MarkVolatility : TickerField.None;
            case 12: return name.SequenceEqual("openInterest"u8) ? TickerField.OpenInterest : TickerField.None;
            case 15:
                if (name.SequenceEqual("nextFundingTime"u8)) return TickerField.NextFunding;
                return name.SequenceEqual("underlyingPrice"u8) ? TickerField.Forward : TickerField.None;
            case 19:
                return name.SequenceEqual("fundingIntervalHour"u8)
                    ? TickerField.FundingIntervalHours
                    : TickerField.None;
            default: return TickerField.None;
        }
    }

    private static TickerField OfFive(ReadOnlySpan<byte> name)
    {
        if (name.SequenceEqual("bidIv"u8)) return TickerField.BidVolatility;
        if (name.SequenceEqual("askIv"u8)) return TickerField.AskVolatility;
        if (name.SequenceEqual("delta"u8)) return TickerField.Delta;
        if (name.SequenceEqual("gamma"u8)) return TickerField.Gamma;
        return name.SequenceEqual("theta"u8) ? TickerField.Theta : TickerField.None;
    }

    private static TickerField OfEight(ReadOnlySpan<byte> name)
    {
        if (name.SequenceEqual("bid1Size"u8)) return TickerField.BidSize;
        if (name.SequenceEqual("ask1Size"u8)) return TickerField.AskSize;
        if (name.SequenceEqual("bidPrice"u8)) return TickerField.Bid;
        return name.SequenceEqual("askPrice"u8) ? TickerField.Ask : TickerField.None;
    }

    private static TickerField OfNine(ReadOnlySpan<byte> name)
    {
        if (name.SequenceEqual("markPrice"u8)) return TickerField.Mark;
        if (name.SequenceEqual("bid1Price"u8)) return TickerField.Bid;
        return name.SequenceEqual("ask1Price"u8) ? TickerField.Ask : TickerField.None;
    }
}
