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
