using System.Text.Json;
using TradingAgent.Exchange;
using TradingAgent.Exchange.Listings;
using TradingAgent.ExchangeServer.Binance.Options;
using TradingAgent.ExchangeServer.Bybit;
using TradingAgent.ExchangeServer.Json;

namespace TradingAgent.ExchangeServer.Binance.Streams;

/// <summary>Stream rows of options that are written anew each time: marks, index, open interest, days.</summary>
internal sealed class OptionRows(ExchangeView view, SymbolBook symbols)
{
    public bool Mark(Utf8JsonWriter json, ListedInstrument instrument, Timestamp now)
    {
        OptionQuote quote = OptionQuote.Of(view, instrument, now);
        TickerSnapshot ticker = quote.Ticker;
        int price = JsonText.DecimalsOf(instrument.Terms.Tick.Raw);
        json.WriteStartObject();
        json.WriteString("s"u8, symbols.NameOf(instrument.Id));
        json.Padded("mp"u8, ticker.MarkPrice, 8);
        json.WriteNumber("E"u8, now.Milliseconds);
        json.WriteString("e"u8, "markPrice"u8);
        json.Padded("i"u8, quote.Index, 8);
        json.WriteString("P"u8, "0.000"u8);
        json.Decimal("bo"u8, ticker.BidPrice.Raw, price);
        json.Decimal("ao"u8, ticker.AskPrice.Raw, price);
        json.Decimal("bq"u8, ticker.BidQuantity.Raw, 4);
        json.Decimal("aq"u8, ticker.AskQuantity.Raw, 4);
        Volatility(json, "b"u8, ticker.BidVolatility);
        Volatility(json, "a"u8, ticker.AskVolatility);
        json.Decimal("hl"u8, quote.High.Raw, price);
        json.Decimal("ll"u8, quote.Low.Raw, price);
        json.Padded("vo"u8, ticker.MarkVolatility, 8);
        json.WriteString("rf"u8, "0.0"u8);
        json.Padded("d"u8, quote.Delta, 8);
        json.Padded("t"u8, quote.Theta, 8);
        json.Padded("g"u8, quote.Gamma, 8);
        json.Padded("v"u8, quote.Vega, 8);
        json.WriteEndObject();
        return true;
    }

    /// <summary>A volatility as a fraction; -1.0 when there is none.</summary>
    public static void Volatility(Utf8JsonWriter json, ReadOnlySpan<byte> name, double volatility)
    {
        if (volatility > 0) json.Padded(name, volatility, 8);
        else json.WriteString(name, "-1.0"u8);
    }

    /// <summary>One row for each coin that has options; the others of its contracts say nothing.</summary>
    public bool Index(Utf8JsonWriter json, ListedInstrument instrument, Timestamp now)
    {
        json.WriteStartObject();
        json.WriteString("e"u8, "indexPrice"u8);
        json.WriteNumber("E"u8, now.Milliseconds);
        json.WriteString("s"u8, SymbolBook.PairOf(instrument));
        json.Padded("p"u8, view.Exchange.Index(instrument.Terms.Underlying), 8);
        json.WriteEndObject();
        return true;
    }

    public bool Interest(Utf8JsonWriter json, ListedInstrument instrument, Timestamp now)
    {
        view.Exchange.ReadTicker(instrument.Id, out TickerSnapshot ticker);
        json.WriteStartObject();
        json.WriteString("e"u8, "openInterest"u8);
        json.WriteNumber("E"u8, now.Milliseconds);
        json.WriteString("s"u8, symbols.NameOf(instrument.Id));
        json.Decimal("o"u8, ticker.OpenInterest.Raw, 2);
        json.Padded("h"u8, ticker.OpenInterest.ToDouble() * ticker.IndexPrice, 8);
        json.WriteEndObject();
        return true;
    }

    public bool Day(Utf8JsonWriter json, ListedInstrument instrument, Timestamp now)
    {
        DayRow.Write(json, view, symbols.NameOf(instrument.Id), instrument, now);
        return true;
    }
}
