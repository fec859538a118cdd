using System.Globalization;
using System.Text;
using TradingAgent.Venues.Binance.Market;
using TradingAgent.Venues.Bybit;
using TradingAgent.Venues.Bybit.Market;

namespace TradingAgent.Benchmarks.Venues;

/// <summary>
/// The native decoder beside the optional adapter's, from a frame to published events, of the same frames. The
/// library's test socket takes text: what turning that into bytes costs is measured alone and taken off. Binance.Net
/// has no client for options, so that their marks are decoded by the native adapter alone.
/// </summary>
internal static class LibraryDecodeRates
{
    private const int Options = 1_500;

    public static async Task RunAsync(TextWriter output)
    {
        var nativeHole = new BlackHole();
        var libraryHole = new BlackHole();
        BybitMarketProtocol linear = BybitStage.Market(BybitCategory.Linear, nativeHole);
        BybitMarketProtocol options = BybitStage.Market(BybitCategory.Option, nativeHole);
        var bybit = new LibraryStage(libraryHole);
        await bybit.OpenAsync();
        output.WriteLine();
        output.WriteLine(
            "| frame | native p5 | native p50 | native bytes | CryptoExchange.Net p5 | CryptoExchange.Net p50 "
            + "| CryptoExchange.Net bytes |");
        output.WriteLine("|---|---|---|---|---|---|---|");
        Bybit("top of book", BybitStage.Top, linear, isOption: false);
        Bybit("ticker, delta", BybitStage.TickerDelta, linear, isOption: false);
        Bybit("ticker, snapshot", BybitStage.TickerSnapshot, linear, isOption: false);
        Bybit("trade", BybitStage.TradePrint, linear, isOption: false);
        Bybit("option ticker", BybitStage.OptionTicker, options, isOption: true);

        await RunBinanceAsync(output, nativeHole, libraryHole);

        void Bybit(string name, byte[] frame, BybitMarketProtocol protocol, bool isOption)
        {
            long at = 0;
            Row(
                output, libraryHole, name, frame,
                () => protocol.OnMessage(frame, BybitStage.At(++at), nativeHole),
                text => bybit.Receive(isOption, text));
        }
    }

    private static async Task RunBinanceAsync(TextWriter output, BlackHole nativeHole, BlackHole libraryHole)
    {
        BinanceMarketProtocol quotes = BinanceStage.Market(false, StreamRoad.Public, nativeHole);
        BinanceMarketProtocol marks = BinanceStage.Market(false, StreamRoad.Market, nativeHole);
        BinanceMarketProtocol chain = BinanceStage.Market(true, StreamRoad.Market, nativeHole, Options);
        var binance = new BinanceLibraryStage(libraryHole);
        await binance.OpenAsync();
        long now = 0;
        Row(
            output, libraryHole, "Binance book ticker", BinanceStage.Top,
            () => quotes.OnMessage(BinanceStage.NextTop(), BybitStage.At(++now), nativeHole),
            text => binance.Receive(isMark: false, text));
        Row(
            output, libraryHole, "Binance mark price", BinanceStage.Mark,
            () => marks.OnMessage(BinanceStage.Mark, BybitStage.At(++now), nativeHole),
            text => binance.Receive(isMark: true, text));
        byte[] array = BinanceStage.Marks(Options);
        DecodeRates.Measured option = DecodeRates.Measure(
            () => chain.OnMessage(array, BybitStage.At(++now), nativeHole), 1, Options);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| Binance option mark | {option.Low:0} ns | {option.Median:0} ns | {option.Bytes:0.##} "
            + $"| no client | no client | |"));
    }

    private static void Row(
        TextWriter output, BlackHole libraryHole, string name, byte[] frame, Action decode, Action<string> receive)
    {
        string text = Encoding.ASCII.GetString(frame);
        libraryHole.Last = default;
        receive(text);
        if (libraryHole.Last.ReceivedAt.IsNone)
            throw new InvalidOperationException($"The library's side published nothing of «{name}».");
        DecodeRates.Measured native = DecodeRates.Measure(decode);
        DecodeRates.Measured turning = DecodeRates.Measure(() => Encoding.UTF8.GetBytes(text));
        DecodeRates.Measured library = DecodeRates.Measure(() => receive(text));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| {name} | {native.Low:0} ns | {native.Median:0} ns | {native.Bytes:0.##} "
            + $"| {library.Low - turning.Low:0} ns | {library.Median - turning.Median:0} ns "
            + $"| {library.Bytes - turning.Bytes:0} |"));
    }
}
