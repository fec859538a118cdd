using System.Text.Json;

namespace TradingAgent.Venues.Bybit.Market;

/// <summary>One book frame's levels, read before it is known whether they replace or change the book. Reused.</summary>
internal sealed class BookFrame
{
    /// <summary>Levels a side that a frame may carry.</summary>
    public const int LevelsMax = 1_000;

    public readonly long[] BidPrices = new long[LevelsMax];
    public readonly long[] BidSizes = new long[LevelsMax];
    public readonly long[] AskPrices = new long[LevelsMax];
    public readonly long[] AskSizes = new long[LevelsMax];

    public int Bids { get; private set; }

    public int Asks { get; private set; }

    public long UpdateId { get; private set; }

    public long Sequence { get; private set; }

    /// <summary>Reads the data object; the reader stands on its opening brace and ends on its closing one.</summary>
    public void Read(ref Utf8JsonReader reader)
    {
        Bids = Asks = 0;
        UpdateId = Sequence = 0;
        BybitFrames.Expect(ref reader, JsonTokenType.StartObject);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            ReadOnlySpan<byte> name = reader.ValueSpan;
            byte first = name.Length == 1 ? name[0] : (byte)0;
            bool isSequence = name.SequenceEqual("seq"u8);
            BybitFrames.ToValue(ref reader);
            if (first == 'b') Bids = ReadSide(ref reader, BidPrices, BidSizes);
            else if (first == 'a') Asks = ReadSide(ref reader, AskPrices, AskSizes);
            else if (first == 'u') UpdateId = BybitFrames.SequenceOrZero(ref reader);
            else if (isSequence) Sequence = BybitFrames.SequenceOrZero(ref reader);
            else reader.Skip();
        }
    }

    /// <summary>The same from plain text; false when the general reader must judge it.</summary>
    public bool TryRead(ref CompactJson text)
    {
        Bids = Asks = 0;
        UpdateId = Sequence = 0;
        if (!text.Take('{')) return false;
        do
        {
            if (!text.TryName(out ReadOnlySpan<byte> name)) return false;
            byte first = name.Length == 1 ? name[0] : (byte)0;
            int count = 0;
            long whole = 0;
            bool isRead = first switch
            {
                (byte)'b' => TryReadSide(ref text, BidPrices, BidSizes, out count),
                (byte)'a' => TryReadSide(ref text, AskPrices, AskSizes, out count),
                (byte)'u' => text.TryWhole(out whole),
                _ => name.SequenceEqual("seq"u8) ? text.TryWhole(out whole) : text.Skip(),
            };
            if (!isRead) return false;
            if (first == 'b') Bids = count;
            else if (first == 'a') Asks = count;
            else if (first == 'u') UpdateId = whole;
            else if (name.SequenceEqual("seq"u8)) Sequence = whole;
        }
        while (text.Take(','));
        return text.Take('}');
    }

    private static bool TryReadSide(ref CompactJson text, long[] prices, long[] sizes, out int count)
    {
        count = 0;
        if (!text.Take('[')) return false;
        if (text.Take(']')) return true;
        do
        {
            if (count == LevelsMax || !text.Take('[') || !text.TryString(out ReadOnlySpan<byte> price)
                || !PlainNumber.TryFixed(price, out prices[count]) || !text.Take(',')
                || !text.TryString(out ReadOnlySpan<byte> size) || !PlainNumber.TryFixed(size, out sizes[count])
                || !text.Take(']')) return false;
            count++;
        }
        while (text.Take(','));
        return text.Take(']');
    }

    private static int ReadSide(ref Utf8JsonReader reader, long[] prices, long[] sizes)
    {
        BybitFrames.Expect(ref reader, JsonTokenType.StartArray);
        int count = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.StartArray)
        {
            if (count == LevelsMax) throw new BadFrameException($"a side has more than {LevelsMax} levels");
            reader.Read();
            prices[count] = BybitFrames.Level(ref reader);
            reader.Read();
            sizes[count] = BybitFrames.Level(ref reader);
            count++;
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                // A third column (retail liquidity) is not ours to quote against.
            }
        }
        BybitFrames.Expect(ref reader, JsonTokenType.EndArray);
        return count;
    }
}
