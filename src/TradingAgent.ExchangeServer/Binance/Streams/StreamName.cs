using System.Globalization;
using TradingAgent.ExchangeServer.Binance.Market;
using TradingAgent.ExchangeServer.Candles;

namespace TradingAgent.ExchangeServer.Binance.Streams;

/// <summary>A stream's name taken apart: <c>btcusdt@depth5@100ms</c>, <c>!markPrice@arr@1s</c>.</summary>
/// <param name="Kind">Which stream.</param>
/// <param name="Subject">A symbol or underlying in upper case; "" where the stream is about everything.</param>
/// <param name="Milliseconds">How often it speaks at most.</param>
/// <param name="Depth">Levels of a partial book; otherwise 0.</param>
/// <param name="Day">Options: the expiry day asked for, or "".</param>
/// <param name="Interval">Length of bars.</param>
internal readonly record struct StreamName(
    StreamKind Kind, string Subject, int Milliseconds, int Depth = 0, string Day = "",
    CandleInterval Interval = default)
{
    public static bool TryParse(string text, out StreamName name)
    {
        if (text.StartsWith('!')) return TryParseAll(text, out name);
        name = default;
        int at = text.IndexOf('@', StringComparison.Ordinal);
        if (at <= 0 || text[..at] != text[..at].ToLowerInvariant()) return false;
        string subject = text[..at].ToUpperInvariant();
        string[] parts = text[(at + 1)..].Split('@');
        string option = parts.Length > 1 ? parts[1] : "";
        StreamName? found = parts[0] switch
        {
            "bookTicker" => new(StreamKind.Touch, subject, 0),
            "depth" when Speed(option) is { } speed => new(StreamKind.Depth, subject, speed),
            "depth5" or "depth10" or "depth20" when Speed(option) is { } speed => new(
                StreamKind.PartialDepth, subject, speed, int.Parse(parts[0].AsSpan(5), CultureInfo.InvariantCulture)),
            "trade" => new(StreamKind.Trade, subject, 0),
            "aggTrade" => new(StreamKind.AggregateTrade, subject, 100),
            "markPrice" => new(StreamKind.Mark, subject, option == "1s" ? 1000 : 3000),
            "miniTicker" => new(StreamKind.MiniDay, subject, 1000),
            "ticker" => new(StreamKind.Day, subject, 1000),
            "forceOrder" => new(StreamKind.Forced, subject, 1000),
            "optionMarkPrice" => new(StreamKind.OptionMarks, subject, 1000),
            "openInterest" or "optionOpenInterest" => new(StreamKind.OptionInterest, subject, 60_000, Day: option),
            "optionTrade" => new(StreamKind.OptionTrade, subject, 50),
            "optionTicker" => new(StreamKind.OptionDay, subject, 1000, Day: option),
            _ => Bars(subject, parts[0]),
        };
        name = found ?? default;
        return found is not null;
    }

    private static bool TryParseAll(string text, out StreamName name)
    {
        name = text switch
        {
            "!bookTicker" => new(StreamKind.Touch, "", 5000),
            "!markPrice@arr" => new(StreamKind.Mark, "", 3000),
            "!markPrice@arr@1s" => new(StreamKind.Mark, "", 1000),
            "!miniTicker@arr" => new(StreamKind.MiniDay, "", 1000),
            "!ticker@arr" => new(StreamKind.Day, "", 1000),
            "!forceOrder@arr" => new(StreamKind.Forced, "", 1000),
            "!contractInfo" => new(StreamKind.ContractNews, "", 0),
            "!index@arr" => new(StreamKind.OptionIndex, "", 1000),
            "!optionSymbol" => new(StreamKind.OptionNews, "", 0),
            _ => default,
        };
        return name.Kind != StreamKind.None;
    }

    private static StreamName? Bars(string subject, string word)
    {
        if (!word.StartsWith("kline_", StringComparison.Ordinal)) return null;
        return IntervalNames.TryParse(word["kline_".Length..], out CandleInterval interval)
            ? new StreamName(StreamKind.Bars, subject, 250, Interval: interval)
            : null;
    }

    private static int? Speed(string option) => option switch
    {
        "" or "250ms" => 250,
        "100ms" => 100,
        "500ms" => 500,
        _ => null,
    };
}
