using System.Text.Json;
using TradingAgent.Exchange.Listings;
using TradingAgent.Exchange.Matching;
using TradingAgent.ExchangeServer.Bybit;
using TradingAgent.ExchangeServer.Feeds;
using TradingAgent.ExchangeServer.Json;

namespace TradingAgent.ExchangeServer.Binance.Streams;

/// <summary>
/// <c>@trade</c> and <c>@optionTrade</c>: every trade a frame of its own; options by symbol or by underlying.
/// </summary>
internal sealed class TradeFeed(
    string subject, bool isOption, ExchangeView view, SymbolBook symbols, Duration interval) : ITopicFeed, IStreamEar
{
    private readonly Queue<TradePrint> _waiting = [];

    public Duration Interval => interval;

    public bool HasMore => _waiting.Count > 0;

    public void OnTrade(in TradePrint trade)
    {
        ListedInstrument instrument = view.Listed(trade.Instrument);
        string symbol = symbols.NameOf(trade.Instrument);
        bool isMeant = symbol.Length > 0 && instrument.Terms.IsOption == isOption
            && (symbol == subject || SymbolBook.PairOf(instrument) == subject && isOption);
        if (isMeant) _waiting.Enqueue(trade);
    }

    public bool TryWriteSnapshot(Utf8JsonWriter json, bool isFirst, Timestamp now) => false;

    public bool TryWriteChange(Utf8JsonWriter json, Timestamp now)
    {
        if (!_waiting.TryDequeue(out TradePrint trade)) return false;
        InstrumentTerms terms = view.Listed(trade.Instrument).Terms;
        json.WriteStartObject();
        json.WriteString("e"u8, "trade"u8);
        json.WriteNumber("E"u8, now.Milliseconds);
        json.WriteNumber("T"u8, trade.Time.Milliseconds);
        json.WriteString("s"u8, symbols.NameOf(trade.Instrument));
        json.WriteNumber("t"u8, trade.Id);
        json.Decimal("p"u8, trade.Price.Raw, JsonText.DecimalsOf(terms.Tick.Raw));
        json.Decimal("q"u8, trade.Quantity.Raw, JsonText.DecimalsOf(terms.Lot.Raw));
        json.WriteString("X"u8, "MARKET"u8);
        if (isOption) json.WriteString("S"u8, trade.TakerSide == Side.Buy ? "BUY" : "SELL");
        json.WriteBoolean("m"u8, trade.TakerSide == Side.Sell);
        Marks.Contract(json, view.Listed(trade.Instrument));
        json.WriteEndObject();
        return true;
    }
}
