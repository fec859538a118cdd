using System.Text.Json;
using TradingAgent.Exchange;
using TradingAgent.Exchange.Listings;
using TradingAgent.ExchangeServer.Binance.Market;
using TradingAgent.ExchangeServer.Bybit;
using TradingAgent.ExchangeServer.Json;

namespace TradingAgent.ExchangeServer.Binance.Streams;

/// <summary>Stream rows of futures that are written anew each time: marks and days.</summary>
internal sealed class FuturesRows(ExchangeView view, SymbolBook symbols)
{
    public bool Mark(Utf8JsonWriter json, ListedInstrument instrument, Timestamp now)
    {
        view.Exchange.ReadTicker(instrument.Id, out TickerSnapshot ticker);
        json.WriteStartObject();
        json.WriteString("e"u8, "markPriceUpdate"u8);
        json.WriteNumber("E"u8, now.Milliseconds);
        json.WriteString("s"u8, symbols.NameOf(instrument.Id));
        json.Padded("p"u8, ticker.MarkPrice, 8);
        json.Padded("ap"u8, ticker.MarkPrice, 8);
        json.Padded("P"u8, FuturesPrices.SettlementOf(ticker), 8);
        json.Padded("i"u8, ticker.IndexPrice, 8);
        if (instrument.Terms.IsPerpetual) json.Padded("r"u8, (double)ticker.FundingRate, 8);
        else json.WriteString("r"u8, ""u8);
        json.WriteNumber("T"u8, ticker.NextFundingTime.IsNone ? 0 : ticker.NextFundingTime.Milliseconds);
        Marks.Contract(json, instrument);
        json.WriteEndObject();
        return true;
    }

    public bool Day(Utf8JsonWriter json, ListedInstrument instrument, Timestamp now)
    {
        DayRow.Write(json, view, symbols.NameOf(instrument.Id), instrument, now);
        return true;
    }

    public bool MiniDay(Utf8JsonWriter json, ListedInstrument instrument, Timestamp now)
    {
        view.Exchange.ReadTicker(instrument.Id, out TickerSnapshot ticker);
        int price = JsonText.DecimalsOf(instrument.Terms.Tick.Raw);
        json.WriteStartObject();
        json.WriteString("e"u8, "24hrMiniTicker"u8);
        json.WriteNumber("E"u8, now.Milliseconds);
        json.WriteString("s"u8, symbols.NameOf(instrument.Id));
        json.Decimal("c"u8, ticker.LastPrice.Raw, price);
        DayRow.WriteRange(json, ticker, price);
        Marks.Contract(json, instrument);
        json.WriteEndObject();
        return true;
    }
}
