using System.Text.Json;
using TradingAgent.Venues.Wire;

namespace TradingAgent.Venues.Market;

/// <summary>Reads one side of a book, an array of price and size, into arrays.</summary>
internal static class LevelReader
{
    /// <summary>Levels a side that a frame may carry.</summary>
    public const int LevelsMax = 1_000;

    /// <summary>Plain text; false when the general reader must judge it.</summary>
    public static bool TryRead(ref CompactJson text, long[] prices, long[] sizes, out int count)
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

    /// <summary>The same by the general reader; throws what a bad frame throws.</summary>
    public static int Read(ref Utf8JsonReader reader, long[] prices, long[] sizes)
    {
        VenueFrames.Expect(ref reader, JsonTokenType.StartArray);
        int count = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.StartArray)
        {
            if (count == LevelsMax) throw new BadFrameException($"a side has more than {LevelsMax} levels");
            reader.Read();
            prices[count] = VenueFrames.Level(ref reader);
            reader.Read();
            sizes[count] = VenueFrames.Level(ref reader);
            count++;
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                // A third column (retail liquidity) is not ours to quote against.
            }
        }
        VenueFrames.Expect(ref reader, JsonTokenType.EndArray);
        return count;
    }
}
