using TradingAgent.ExchangeServer.Bybit.Candles;
using TradingAgent.ExchangeServer.Candles;

namespace TradingAgent.ExchangeServer.Bybit.Topics;

/// <summary>A public topic taken apart: <c>orderbook.50.BTCUSDT</c>, <c>tickers.XRP-30OCT26-0.4-P-USDT</c>.</summary>
/// <param name="Kind">Which stream.</param>
/// <param name="Depth">Levels of a book; otherwise 0.</param>
/// <param name="Subject">A symbol or a coin.</param>
/// <param name="Interval">Length of the bars of a kline topic.</param>
internal readonly record struct TopicName(TopicKind Kind, int Depth, string Subject, CandleInterval Interval = default)
{
    public static bool TryParse(string text, out TopicName name)
    {
        name = default;
        int dot = text.IndexOf('.', StringComparison.Ordinal);
        if (dot <= 0) return false;
        string subject = text[(dot + 1)..];
        switch (text[..dot])
        {
            case "orderbook":
                return TryParseBook(subject, out name);
            case "tickers":
                name = new TopicName(TopicKind.Ticker, 0, subject);
                return true;
            case "publicTrade":
                name = new TopicName(TopicKind.Trade, 0, subject);
                return true;
            case "allLiquidation":
                name = new TopicName(TopicKind.Liquidation, 0, subject);
                return true;
            case "kline":
                return TryParseKline(subject, out name);
            case "priceLimit":
                name = new TopicName(TopicKind.PriceLimit, 0, subject);
                return true;
            case "insurance":
                name = new TopicName(TopicKind.Insurance, 0, subject);
                return true;
            case "adlAlert":
                name = new TopicName(TopicKind.Deleverage, 0, subject);
                return true;
            default:
                return false;
        }
    }

    private static bool TryParseKline(string text, out TopicName name)
    {
        name = default;
        int dot = text.IndexOf('.', StringComparison.Ordinal);
        if (dot <= 0 || !IntervalNames.TryParse(text[..dot], out CandleInterval interval)) return false;
        name = new TopicName(TopicKind.Kline, 0, text[(dot + 1)..], interval);
        return true;
    }

    private static bool TryParseBook(string text, out TopicName name)
    {
        name = default;
        int dot = text.IndexOf('.', StringComparison.Ordinal);
        if (dot <= 0 || !int.TryParse(text[..dot], out int depth)) return false;
        name = new TopicName(TopicKind.Book, depth, text[(dot + 1)..]);
        return true;
    }
}
