using System.Text.Json;

namespace TradingAgent.Venues.Bybit.Market;

/// <summary>One book frame's levels, read before it is known whether they replace or change the book. Reused.</summary>
internal sealed class BookFrame
{
    public readonly long[] BidPrices = new long[LevelReader.LevelsMax];
    public readonly long[] BidSizes = new long[LevelReader.LevelsMax];
    public readonly long[] AskPrices = new long[LevelReader.LevelsMax];
    public readonly long[] AskSizes = new long[LevelReader.LevelsMax];

    public int Bids { get; private set; }

    public int Asks { get; private set; }

    public long UpdateId { get; private set; }

    public long Sequence { get; private set; }

    /// <summary>Reads the data object; the reader stands on its opening brace and ends on its closing one.</summary>
    public void Read(ref Utf8JsonReader reader)
    {
        Bids = Asks = 0;
        UpdateId = Sequence = 0;
        VenueFrames.Expect(ref reader, JsonTokenType.StartObject);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            ReadOnlySpan<byte> name = reader.ValueSpan;
            byte first = name.Length == 1 ? name[0] : (byte)0;
            bool isSequence = name.SequenceEqual("seq"u8);
            VenueFrames.ToValue(ref reader);
            if (first == 'b') Bids = LevelReader.Read(ref reader, BidPrices, BidSizes);
            else if (first == 'a') Asks = LevelReader.Read(ref reader, AskPrices, AskSizes);
            else if (first == 'u') UpdateId = VenueFrames.SequenceOrZero(ref reader);
            else if (isSequence) Sequence = VenueFrames.SequenceOrZero(ref reader);
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
                (byte)'b' => LevelReader.TryRead(ref text, BidPrices, BidSizes, out count),
                (byte)'a' => LevelReader.TryRead(ref text, AskPrices, AskSizes, out count),
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
}
