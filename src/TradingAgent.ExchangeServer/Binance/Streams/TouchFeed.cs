using System.Text.Json;
using TradingAgent.Exchange;
using TradingAgent.Exchange.Listings;
using TradingAgent.ExchangeServer.Binance.Market;
using TradingAgent.ExchangeServer.Feeds;
using TradingAgent.ExchangeServer.Json;

namespace TradingAgent.ExchangeServer.Binance.Streams;

/// <summary><c>@bookTicker</c>: the best bid and ask whenever either changes.</summary>
internal sealed class TouchFeed(string symbol, ListedInstrument instrument, ExchangeView view, Duration interval)
    : ITopicFeed
{
    private readonly int _price = JsonText.DecimalsOf(instrument.Terms.Tick.Raw);
    private readonly int _lot = JsonText.DecimalsOf(instrument.Terms.Lot.Raw);
    private long _seen = -1;
    private (Price, Quantity, Price, Quantity) _told;

    public Duration Interval => interval;

    public bool TryWriteSnapshot(Utf8JsonWriter json, bool isFirst, Timestamp now) => false;

    public bool TryWriteChange(Utf8JsonWriter json, Timestamp now)
    {
        long count = view.Activity.Book(instrument.Id);
        if (count == _seen || instrument.Status != InstrumentStatus.Trading) return false;
        bool isFirst = _seen < 0;
        _seen = count;
        view.Exchange.ReadTicker(instrument.Id, out TickerSnapshot ticker);
        (Price, Quantity, Price, Quantity) touch =
            (ticker.BidPrice, ticker.BidQuantity, ticker.AskPrice, ticker.AskQuantity);
        if (touch == _told && !isFirst) return false;
        _told = touch;
        json.WriteStartObject();
        json.WriteString("e"u8, "bookTicker"u8);
        json.WriteNumber("u"u8, BookRows.UpdateId(view, instrument.Id));
        json.WriteString("s"u8, symbol);
        json.Decimal("b"u8, ticker.BidPrice.Raw, _price);
        json.Decimal("B"u8, ticker.BidQuantity.Raw, _lot);
        json.Decimal("a"u8, ticker.AskPrice.Raw, _price);
        json.Decimal("A"u8, ticker.AskQuantity.Raw, _lot);
        json.WriteNumber("T"u8, BookRows.TimeOf(view, instrument.Id, now));
        json.WriteNumber("E"u8, now.Milliseconds);
        Marks.Contract(json, instrument);
        json.WriteEndObject();
        return true;
    }
}
