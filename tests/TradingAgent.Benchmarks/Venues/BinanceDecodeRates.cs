using System.Globalization;
using TradingAgent.Venues.Binance.Market;

namespace TradingAgent.Benchmarks.Venues;

/// <summary>
/// Median time from received bytes to published events for Binance's busy frames. The array of all options of an
/// underlying is told per option, and whole with an engine that takes it in.
/// </summary>
internal static class BinanceDecodeRates
{
    private const int Options = 1_500;

    public static void Run(TextWriter output)
    {
        var hole = new BlackHole();
        BinanceMarketProtocol quotes = BinanceStage.Market(false, StreamRoad.Public, hole);
        BinanceMarketProtocol marks = BinanceStage.Market(false, StreamRoad.Market, hole);
        BinanceMarketProtocol options = BinanceStage.Market(true, StreamRoad.Market, hole, Options);
        byte[] array = BinanceStage.Marks(Options);
        output.WriteLine();
        output.WriteLine("| Binance frame | bytes | p5 | p50 | p99 | bytes/frame |");
        output.WriteLine("|---|---|---|---|---|---|");
        long at = 0;
        Row(output, "book ticker", BinanceStage.Top.Length, DecodeRates.Measure(
            () => quotes.OnMessage(BinanceStage.NextTop(), BybitStage.At(++at), hole)));
        Row(output, "mark price", BinanceStage.Mark.Length, DecodeRates.Measure(
            () => marks.OnMessage(BinanceStage.Mark, BybitStage.At(++at), hole)));
        Row(output, "option marks, per option", array.Length / Options, DecodeRates.Measure(
            () => options.OnMessage(array, BybitStage.At(++at), hole), 1, Options));
        // A frame that is not written as the venue writes it would measure the general reader instead.
        if (quotes.GeneralFrames + marks.GeneralFrames + options.GeneralFrames != 0)
            throw new InvalidOperationException("a frame was left to the general reader");
        var chain = new AppliedChain(Options);
        Row(output, $"option marks, {Options} options, applied", array.Length, DecodeRates.Measure(chain.One, 1));
        if (chain.Applied % (2 * Options) != 0) throw new InvalidOperationException("not every mark was applied");
    }

    private static void Row(TextWriter output, string name, int length, DecodeRates.Measured rate) =>
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| {name} | {length} | {rate.Low:0} ns | {rate.Median:0} ns | {rate.High:0} ns | {rate.Bytes:0.##} |"));
}
