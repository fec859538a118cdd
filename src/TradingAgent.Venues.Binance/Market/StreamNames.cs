namespace TradingAgent.Venues.Binance.Market;

/// <summary>
/// The names of public streams, read and written. They are lower case, the symbols in their frames upper.
/// </summary>
internal static class StreamNames
{
    public const string Indices = "!index@arr";

    public static string Top(string symbol) => Lower(symbol) + "@bookTicker";

    public static string Depth(string symbol) => Lower(symbol) + "@depth@100ms";

    public static string Trade(string symbol) => Lower(symbol) + "@aggTrade";

    public static string Mark(string symbol) => Lower(symbol) + "@markPrice@1s";

    public static string Liquidation(string symbol) => Lower(symbol) + "@forceOrder";

    /// <summary>By underlying, such as BTCUSDT.</summary>
    public static string OptionMarks(string underlying) => Lower(underlying) + "@optionMarkPrice";

    /// <summary>By underlying.</summary>
    public static string OptionTrades(string underlying) => Lower(underlying) + "@optionTrade";

    /// <summary>What an option's underlying is called here.</summary>
    public static string UnderlyingOf(in InstrumentTerms terms) => terms.BaseCoin.Code + terms.QuoteCoin.Code;

    /// <summary>True when a stream is about that instrument alone.</summary>
    public static bool IsAbout(string stream, Instrument instrument) =>
        stream.StartsWith(Lower(instrument.Symbol) + "@", StringComparison.Ordinal);

    public static StreamKind KindOf(ReadOnlySpan<byte> stream)
    {
        int at = stream.IndexOf((byte)'@');
        if (at < 0) return StreamKind.Unknown;
        ReadOnlySpan<byte> what = stream[(at + 1)..];
        if (what.SequenceEqual("bookTicker"u8)) return StreamKind.Top;
        if (what.StartsWith("depth"u8)) return StreamKind.Depth;
        if (what.SequenceEqual("optionMarkPrice"u8)) return StreamKind.OptionMarks;
        if (what.StartsWith("markPrice"u8)) return StreamKind.Mark;
        if (what.SequenceEqual("aggTrade"u8) || what.SequenceEqual("trade"u8) || what.SequenceEqual("optionTrade"u8))
            return StreamKind.Trade;
        if (what.SequenceEqual("forceOrder"u8)) return StreamKind.Liquidation;
        return stream.SequenceEqual("!index@arr"u8) ? StreamKind.Indices : StreamKind.Unknown;
    }

    /// <summary>The kind of a frame by its own word, for frames that do not name their stream.</summary>
    public static StreamKind KindOfEvent(ReadOnlySpan<byte> name)
    {
        if (name.SequenceEqual("bookTicker"u8)) return StreamKind.Top;
        if (name.SequenceEqual("depthUpdate"u8)) return StreamKind.Depth;
        if (name.SequenceEqual("aggTrade"u8) || name.SequenceEqual("trade"u8)) return StreamKind.Trade;
        if (name.SequenceEqual("markPriceUpdate"u8)) return StreamKind.Mark;
        if (name.SequenceEqual("forceOrder"u8)) return StreamKind.Liquidation;
        if (name.SequenceEqual("markPrice"u8)) return StreamKind.OptionMarks;
        return name.SequenceEqual("indexPrice"u8) ? StreamKind.Indices : StreamKind.Unknown;
    }

    /// <summary>
    /// How long a stream may be silent, milliseconds; 0 where silence says nothing (trades, liquidations). Marks come
    /// every second; an option's own streams may rightly say nothing for long.
    /// </summary>
    public static long ExpectedMs(StreamKind kind, bool isOption) => kind switch
    {
        StreamKind.Top or StreamKind.Depth => isOption ? 120_000 : kind == StreamKind.Top ? 20_000 : 45_000,
        StreamKind.Mark or StreamKind.OptionMarks or StreamKind.Indices => 15_000,
        _ => 0,
    };

    // Symbols are ASCII here; others are left out of the catalogue.
    private static string Lower(string symbol) => symbol.ToLowerInvariant();
}
