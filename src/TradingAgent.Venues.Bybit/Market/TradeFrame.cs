using System.Text.Json;
using TradingAgent.Venues.Wire;

namespace TradingAgent.Venues.Bybit.Market;

/// <summary>
/// Reads public trades and liquidations row by row; neighbouring trades at one price become one event.
/// </summary>
internal sealed class TradeFrame(VenueId venue, InstrumentTable instruments, MarketPublisher publisher)
{
    private InstrumentId _instrument;
    private TradePrinted _trade;
    private Timestamp _venueTime;

    /// <summary>Publishes the rows of a trade topic's data array; symbols we do not know are passed over.</summary>
    public void ReadTrades(ref Utf8JsonReader reader, Timestamp receivedAt)
    {
        BybitFrames.Expect(ref reader, JsonTokenType.StartArray);
        _trade = default;
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            if (!TryReadRow(ref reader, out Row row)) continue;
            bool joins = _trade.Count > 0 && row.Instrument == _instrument
                && row.Price == _trade.Price.Raw && row.Side == _trade.Aggressor;
            if (!joins) Flush(receivedAt);
            _instrument = row.Instrument;
            _venueTime = row.At;
            _trade = new TradePrinted(
                new Price(row.Price), new Quantity(_trade.Quantity.Raw + row.Size), row.Side, _trade.Count + 1);
        }
        Flush(receivedAt);
    }

    /// <summary>Publishes the rows of a liquidation topic's data array.</summary>
    public void ReadLiquidations(ref Utf8JsonReader reader, Timestamp receivedAt)
    {
        BybitFrames.Expect(ref reader, JsonTokenType.StartArray);
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            if (!TryReadRow(ref reader, out Row row)) continue;
            var print = new LiquidationPrinted(row.Side, new Price(row.Price), new Quantity(row.Size));
            publisher.Liquidation(row.Instrument, in print, receivedAt, row.At);
        }
    }

    private bool TryReadRow(ref Utf8JsonReader reader, out Row row)
    {
        row = default;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            byte name = reader.ValueSpan.Length == 1 ? reader.ValueSpan[0] : (byte)0;
            BybitFrames.ToValue(ref reader);
            switch (name)
            {
                case (byte)'s':
                    instruments.TryResolve(venue, Utf8Fields.Text(ref reader), out row.Instrument);
                    break;
                case (byte)'S':
                    row.Side = BybitFrames.ReadSide(ref reader);
                    break;
                case (byte)'p':
                    row.Price = BybitFrames.Level(ref reader);
                    break;
                case (byte)'v':
                    row.Size = BybitFrames.Level(ref reader);
                    break;
                case (byte)'T':
                    Utf8Fields.TryMilliseconds(ref reader, out row.At);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }
        return !row.Instrument.IsNone && row.Side != Side.None && row.Price > 0 && row.Size > 0;
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
