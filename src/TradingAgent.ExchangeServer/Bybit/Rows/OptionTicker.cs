using TradingAgent.Exchange;
using TradingAgent.Exchange.Listings;
using TradingAgent.ExchangeServer.Bybit.Topics;
using TradingAgent.ExchangeServer.Json;

namespace TradingAgent.ExchangeServer.Bybit.Rows;

/// <summary>The ticker fields of options; REST and stream name the touch and the mark volatility differently.</summary>
internal static class OptionTicker
{
    /// <summary>More than the fields written below.</summary>
    public const int FieldCount = 28;

    public static void Write(FieldMemory row, ListedInstrument instrument, in TickerSnapshot ticker, bool isRest)
    {
        InstrumentTerms terms = instrument.Terms;
        int lot = JsonText.DecimalsOf(terms.Lot.Raw);
        int interest = ticker.OpenInterest.IsZero ? 0 : lot;
        row.Price(isRest ? "bid1Price"u8 : "bidPrice"u8, ticker.BidPrice, 0);
        row.Quantity(isRest ? "bid1Size"u8 : "bidSize"u8, ticker.BidQuantity, 0);
        row.Figure(isRest ? "bid1Iv"u8 : "bidIv"u8, ticker.BidVolatility, 4);
        row.Price(isRest ? "ask1Price"u8 : "askPrice"u8, ticker.AskPrice, 0);
        row.Quantity(isRest ? "ask1Size"u8 : "askSize"u8, ticker.AskQuantity, 0);
        row.Figure(isRest ? "ask1Iv"u8 : "askIv"u8, ticker.AskVolatility, 4);
        row.Price("lastPrice"u8, ticker.LastPrice, 0);
        row.Price("highPrice24h"u8, ticker.HighPrice24h, 0);
        row.Price("lowPrice24h"u8, ticker.LowPrice24h, 0);
        row.Figure("markPrice"u8, ticker.MarkPrice, 8);
        row.Figure("indexPrice"u8, ticker.IndexPrice, 2);
        row.Figure(isRest ? "markIv"u8 : "markPriceIv"u8, ticker.MarkVolatility, 4);
        row.Figure("underlyingPrice"u8, ticker.UnderlyingPrice, 8);
        row.Quantity("openInterest"u8, ticker.OpenInterest, interest);
        row.Decimal("turnover24h"u8, ticker.Turnover24h, 4);
        row.Decimal("volume24h"u8, ticker.Volume24h, 4);
        row.Decimal("totalVolume"u8, ticker.VolumeTotal, 0);
        row.Decimal("totalTurnover"u8, ticker.TurnoverTotal, 0);
        row.Figure("delta"u8, ticker.Greeks.Delta, 8);
        row.Figure("gamma"u8, ticker.Greeks.Gamma, 8);
        row.Figure("vega"u8, ticker.Greeks.VegaPerPoint, 8);
        row.Figure("theta"u8, ticker.Greeks.ThetaPerDay, 8);
        row.Figure("predictedDeliveryPrice"u8, ticker.PredictedDeliveryPrice, 8);
        row.Figure("change24h"u8, Change(ticker), 8);
    }

    private static double Change(in TickerSnapshot ticker) =>
        ticker.PreviousPrice24h.IsZero ? 0 : (ticker.LastPrice.ToDouble() / ticker.PreviousPrice24h.ToDouble()) - 1;
}
