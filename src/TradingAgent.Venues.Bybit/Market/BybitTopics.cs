namespace TradingAgent.Venues.Bybit.Market;

/// <summary>The names of public topics, read and written.</summary>
internal static class BybitTopics
{
    /// <summary>Depth of the book kept for futures; options offer 25.</summary>
    public const int FutureDepth = 50;
    public const int OptionDepth = 25;

    /// <summary>Splits a topic into what it carries and whom it is about; Unknown for other topics.</summary>
    public static TopicKind Parse(ReadOnlySpan<byte> topic, out ReadOnlySpan<byte> subject)
    {
        if (topic.StartsWith("orderbook."u8))
        {
            ReadOnlySpan<byte> rest = topic[10..];
            int dot = rest.IndexOf((byte)'.');
            subject = dot < 0 ? default : rest[(dot + 1)..];
            if (dot < 0) return TopicKind.Unknown;
            return dot == 1 && rest[0] == '1' ? TopicKind.Top : TopicKind.Book;
        }
        if (Starts(topic, "tickers."u8, out subject)) return TopicKind.Ticker;
        if (Starts(topic, "publicTrade."u8, out subject)) return TopicKind.Trade;
        return Starts(topic, "allLiquidation."u8, out subject) ? TopicKind.Liquidation : TopicKind.Unknown;
    }

    public static string Top(string symbol) => "orderbook.1." + symbol;

    public static string Book(string symbol, bool isOption) =>
        $"orderbook.{(isOption ? OptionDepth : FutureDepth)}.{symbol}";

    public static string Ticker(string symbol) => "tickers." + symbol;

    /// <summary>By symbol for futures, by base coin for options.</summary>
    public static string Trade(string subject) => "publicTrade." + subject;

    public static string Liquidation(string symbol) => "allLiquidation." + symbol;

    /// <summary>
    /// How long a topic may be silent, milliseconds. Level one is repeated every three seconds, futures' tickers move
    /// with the index; a quiet future's depth and an option's streams may rightly say nothing for long. Trades come
    /// when somebody trades: a perpetual's within minutes, others within a quarter of an hour.
    /// </summary>
    public static long ExpectedMs(TopicKind kind, bool isQuiet)
    {
        if (kind == TopicKind.Trade) return isQuiet ? TopicAge.ExpectedMaxMs : 300_000;
        if (isQuiet) return 120_000;
        return kind switch
        {
            TopicKind.Top => 10_000,
            TopicKind.Ticker => 20_000,
            _ => 45_000,
        };
    }

    private static bool Starts(ReadOnlySpan<byte> topic, ReadOnlySpan<byte> head, out ReadOnlySpan<byte> rest)
    {
        bool starts = topic.StartsWith(head);
        rest = starts ? topic[head.Length..] : default;
        return starts;
    }
}
