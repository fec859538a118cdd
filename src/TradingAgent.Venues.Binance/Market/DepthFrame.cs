using System.Text.Json;

namespace TradingAgent.Venues.Binance.Market;

/// <summary>One frame's changes of a book, or a snapshot of it. Reused.</summary>
internal sealed class DepthFrame
{
    public readonly long[] BidPrices = new long[LevelReader.LevelsMax];
    public readonly long[] BidSizes = new long[LevelReader.LevelsMax];
    public readonly long[] AskPrices = new long[LevelReader.LevelsMax];
    public readonly long[] AskSizes = new long[LevelReader.LevelsMax];

    private readonly byte[] _symbol = new byte[64];
    private int _symbolLength;

    public int Bids { get; private set; }

    public int Asks { get; private set; }

    /// <summary>First update in it; of no meaning in a snapshot.</summary>
    public long First { get; private set; }

    /// <summary>Last update in it.</summary>
    public long Last { get; private set; }

    /// <summary>Last update of the frame before it; of no meaning in a snapshot.</summary>
    public long Previous { get; private set; }

    /// <summary>When it was matched.</summary>
    public Timestamp At { get; private set; }

    public ReadOnlySpan<byte> Symbol => _symbol.AsSpan(0, _symbolLength);

    /// <summary>Reads the changes from plain text; false when the general reader must judge it.</summary>
    public bool TryRead(ref CompactJson text)
    {
        Clear();
        if (!text.Take('{')) return false;
        do
        {
            if (!text.TryName(out ReadOnlySpan<byte> name)) return false;
            if (name.Length == 1 && name[0] is (byte)'b' or (byte)'a')
            {
                bool isBid = name[0] == 'b';
                long[] prices = isBid ? BidPrices : AskPrices;
                if (!LevelReader.TryRead(ref text, prices, isBid ? BidSizes : AskSizes, out int count)) return false;
                if (isBid) Bids = count;
                else Asks = count;
            }
            else if (!text.TryScalar(out ReadOnlySpan<byte> value))
            {
                return false;
            }
            else
            {
                Set(name, value);
            }
        }
        while (text.Take(','));
        return text.Take('}');
    }

    /// <summary>Reads changes or a snapshot; the reader stands on the opening brace.</summary>
    public void Read(ref Utf8JsonReader reader)
    {
        Clear();
        VenueFrames.Expect(ref reader, JsonTokenType.StartObject);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            ReadOnlySpan<byte> name = reader.ValueSpan;
            VenueFrames.ToValue(ref reader);
            if (name.SequenceEqual("b"u8) || name.SequenceEqual("bids"u8))
                Bids = LevelReader.Read(ref reader, BidPrices, BidSizes);
            else if (name.SequenceEqual("a"u8) || name.SequenceEqual("asks"u8))
                Asks = LevelReader.Read(ref reader, AskPrices, AskSizes);
            else if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray) reader.Skip();
            else Set(name, reader.ValueSpan);
        }
        VenueFrames.Expect(ref reader, JsonTokenType.EndObject);
    }

    private void Clear()
    {
        Bids = Asks = _symbolLength = 0;
        First = Last = Previous = 0;
        At = Timestamp.None;
    }

    private void Set(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (name.Length == 1)
        {
            if (name[0] == 'u') Last = FieldText.Whole(value);
            else if (name[0] == 'U') First = FieldText.Whole(value);
            else if (name[0] == 'T') At = FieldText.Moment(value);
            else if (name[0] == 's' && value.TryCopyTo(_symbol)) _symbolLength = value.Length;
        }
        else if (name.SequenceEqual("pu"u8)) Previous = FieldText.Whole(value);
        else if (name.SequenceEqual("lastUpdateId"u8)) Last = FieldText.Whole(value);
    }
}
