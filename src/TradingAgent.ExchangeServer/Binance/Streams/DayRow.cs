using System.Text.Json;
using TradingAgent.Exchange;
using TradingAgent.Exchange.Listings;
using TradingAgent.ExchangeServer.Binance.Market;
using TradingAgent.ExchangeServer.Json;

namespace TradingAgent.ExchangeServer.Binance.Streams;

/// <summary>The last 24 hours of a contract, as the streams of both interfaces tell them.</summary>
internal static class DayRow
{
    public static void Write(
        Utf8JsonWriter json, ExchangeView view, string symbol, ListedInstrument instrument, Timestamp now)
    {
        view.Exchange.ReadTicker(instrument.Id, out TickerSnapshot ticker);
        DayFigures day = DayFigures.Of(ticker, view.Exchange.RecentTrades(instrument.Id, 1));
        int price = JsonText.DecimalsOf(instrument.Terms.Tick.Raw);
        json.WriteStartObject();
        json.WriteString("e"u8, "24hrTicker"u8);
        json.WriteNumber("E"u8, now.Milliseconds);
        json.WriteString("s"u8, symbol);
        json.Decimal("p"u8, day.Change.Raw, price);
        json.Padded("P"u8, day.ChangePercent, 3);
        json.Padded("w"u8, day.Average, price);
        json.Decimal("c"u8, ticker.LastPrice.Raw, price);
        json.Decimal("Q"u8, day.LastQuantity.Raw, JsonText.DecimalsOf(instrument.Terms.Lot.Raw));
        WriteRange(json, ticker, price);
        json.WriteNumber("O"u8, now.Milliseconds - DayFigures.DayMilliseconds);
        json.WriteNumber("C"u8, now.Milliseconds);
        json.WriteNumber("F"u8, ticker.FirstTrade24h);
        json.WriteNumber("L"u8, day.LastTrade);
        json.WriteNumber("n"u8, ticker.TradeCount24h);
        Marks.Contract(json, instrument);
        json.WriteEndObject();
    }

    /// <summary>What the short form has of it too.</summary>
    public static void WriteRange(Utf8JsonWriter json, in TickerSnapshot ticker, int price)
    {
        json.Decimal("o"u8, ticker.PreviousPrice24h.Raw, price);
        json.Decimal("h"u8, ticker.HighPrice24h.Raw, price);
        json.Decimal("l"u8, ticker.LowPrice24h.Raw, price);
        json.Decimal("v"u8, ticker.Volume24h);
        json.Decimal("q"u8, decimal.Round(ticker.Turnover24h, 8));
    }
}
