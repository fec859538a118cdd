using System.Text.Json;

namespace TradingAgent.Venues.Bybit.Market;

/// <summary>
/// Reads public trades and liquidations row by row; neighbouring trades at one price become one event.
/// </summary>
internal sealed class TradeFrame(VenueId venue, InstrumentTable instruments, MarketPublisher publisher)
{
    /// <summary>Rows read before any is published; a longer frame takes the general road.</summary>
    private const int RowsMax = 128;

    private InstrumentId _instrument;
    private readonly Row[] _rows = new Row[RowsMax];
    private int _count;
    private TradePrinted _trade;
    private Timestamp _venueTime;

    /// <summary>Publishes the rows of a trade topic's data array; symbols we do not know are passed over.</summary>
    public void ReadTrades(ref Utf8JsonReader reader, Timestamp receivedAt)
    {
        VenueFrames.Expect(ref reader, JsonTokenType.StartArray);
        _trade = default;
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            if (!TryReadRow(ref reader, out Row row)) continue;
            Join(in row, receivedAt);
        }
        Flush(receivedAt);
    }

    /// <summary>Reads a data array of plain text and keeps its rows; false leaves it to the general reader.</summary>
    public bool TryRead(ref CompactJson text)
    {
        _count = 0;
        if (!text.Take('[') || text.Take(']')) return false;
        do
        {
            if (_count == RowsMax || !TryReadRow(ref text, out Row row)) return false;
            if (IsWhole(in row)) _rows[_count++] = row;
        }
        while (text.Take(','));
        return text.Take(']');
    }

    /// <summary>Publishes the rows kept, as trades or as liquidations.</summary>
    public void Publish(bool areTrades, Timestamp receivedAt)
    {
        _trade = default;
        for (int i = 0; i < _count; i++)
        {
            if (areTrades) Join(in _rows[i], receivedAt);
            else PublishLiquidation(in _rows[i], receivedAt);
        }
        Flush(receivedAt);
    }

    /// <summary>Publishes the rows of a liquidation topic's data array.</summary>
    public void ReadLiquidations(ref Utf8JsonReader reader, Timestamp receivedAt)
    {
        VenueFrames.Expect(ref reader, JsonTokenType.StartArray);
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            if (!TryReadRow(ref reader, out Row row)) continue;
            PublishLiquidation(in row, receivedAt);
        }
    }

    private void Join(in Row row, Timestamp receivedAt)
    {
        bool joins = _trade.Count > 0 && row.Instrument == _instrument
            && row.Price == _trade.Price.Raw && row.Side == _trade.Aggressor;
        if (!joins) Flush(receivedAt);
        _instrument = row.Instrument;
        _venueTime = row.At;
        _trade = new TradePrinted(
            new Price(row.Price), new Quantity(SizeSum.Of(_trade.Quantity.Raw, row.Size)), row.Side, _trade.Count + 1);
    }

    private void PublishLiquidation(in Row row, Timestamp receivedAt)
    {
        var print = new LiquidationPrinted(row.Side, new Price(row.Price), new Quantity(row.Size));
        publisher.Liquidation(row.Instrument, in print, receivedAt, row.At);
    }

    private bool TryReadRow(ref CompactJson text, out Row row)
    {
        row = default;
        if (!text.Take('{')) return false;
        do
        {
            if (!text.TryPair(out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value, out bool isText)) return false;
            byte letter = name.Length == 1 ? name[0] : (byte)0;
            if (letter == 'T')
            {
                if (isText || !text.TryWhole(out long ms) || ms is <= 0 or >= 9_000_000_000_000) return false;
                row.At = Timestamp.FromMilliseconds(ms);
            }
            else if (letter is not ((byte)'s' or (byte)'S' or (byte)'p' or (byte)'v'))
            {
                if (!isText && !text.Skip()) return false;
            }
            else if (!isText || !TrySet(letter, value, ref row))
            {
                return false;
            }
        }
        while (text.Take(','));
        return text.Take('}');
    }

    private bool TrySet(byte letter, ReadOnlySpan<byte> value, ref Row row)
    {
        switch (letter)
        {
            case (byte)'s':
                instruments.TryResolve(venue, value, out row.Instrument);
                return true;
            case (byte)'S':
                row.Side = value.SequenceEqual("Buy"u8) ? Side.Buy
                    : value.SequenceEqual("Sell"u8) ? Side.Sell : Side.None;
                return true;
            case (byte)'p':
                return PlainNumber.TryFixed(value, out row.Price);
            default:
                return PlainNumber.TryFixed(value, out row.Size);
        }
    }

    private static bool IsWhole(in Row row) =>
        !row.Instrument.IsNone && row.Side != Side.None && row.Price > 0 && row.Size > 0;

    private bool TryReadRow(ref Utf8JsonReader reader, out Row row)
    {
        row = default;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            byte name = reader.ValueSpan.Length == 1 ? reader.ValueSpan[0] : (byte)0;
            VenueFrames.ToValue(ref reader);
            switch (name)
            {
                case (byte)'s':
                    instruments.TryResolve(venue, Utf8Fields.Text(ref reader), out row.Instrument);
                    break;
                case (byte)'S':
                    row.Side = BybitWords.ReadSide(ref reader);
                    break;
                case (byte)'p':
                    row.Price = VenueFrames.Level(ref reader);
                    break;
                case (byte)'v':
                    row.Size = VenueFrames.Level(ref reader);
                    break;
                case (byte)'T':
                    Utf8Fields.TryMilliseconds(ref reader, out row.At);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }
        return IsWhole(in row);
    }

    private void Flush(Timestamp receivedAt)
    {
        if (_trade.Count > 0) publisher.Trade(_instrument, in _trade, receivedAt, _venueTime);
        _trade = default;
    }

    private struct Row
    {
        public InstrumentId Instrument;
        public Side Side;
        public long Price;
        public long Size;
        public Timestamp At;
    }
}
