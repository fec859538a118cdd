using System.Diagnostics;
using System.Globalization;
using TradingAgent.Venues.Binance.Market;

namespace TradingAgent.Benchmarks.Venues;

/// <summary>
/// Median time from received bytes to published events for Binance's busy frames. The array of all options of an
/// underlying is told whole and per option.
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
        Row(output, "book ticker", BinanceStage.Top.Length, 500, 1,
            () => quotes.OnMessage(BinanceStage.NextTop(), BybitStage.At(++at), hole));
        Row(output, "mark price", BinanceStage.Mark.Length, 500, 1,
            () => marks.OnMessage(BinanceStage.Mark, BybitStage.At(++at), hole));
        Action whole = () => options.OnMessage(array, BybitStage.At(++at), hole);
        Row(output, $"option marks, {Options} options", array.Length, 1, 1, whole);
        Row(output, "option marks, per option", array.Length / Options, 1, Options, whole);
    }

    private static void Row(TextWriter output, string name, int length, int perBatch, int parts, Action one)
    {
        const int Batches = 401;
        for (int i = 0; i < 60_000 / parts; i++) one();
        double[] nanoseconds = new double[Batches];
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int batch = 0; batch < Batches; batch++)
        {
            long start = Stopwatch.GetTimestamp();
            for (int i = 0; i < perBatch; i++) one();
            nanoseconds[batch] = Stopwatch.GetElapsedTime(start).TotalNanoseconds / perBatch / parts;
        }
        double bytes = (GC.GetAllocatedBytesForCurrentThread() - before) / (double)(Batches * perBatch);
        Array.Sort(nanoseconds);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| {name} | {length} | {nanoseconds[Batches / 20]:0} ns | {nanoseconds[Batches / 2]:0} ns "
            + $"| {nanoseconds[Batches * 99 / 100]:0} ns | {bytes:0.##} |"));
    }
}
