using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using TradingAgent.Venues.Bybit;
using TradingAgent.Venues.Bybit.Market;

namespace TradingAgent.Benchmarks.Venues;

/// <summary>
/// Median time from received bytes to published events for each kind of market frame, beside a plain
/// System.Text.Json model of the same frame with its prices parsed. Percentiles are of short batches: the fifth is
/// what it takes undisturbed, the rest shows what else the machine was doing.
/// </summary>
internal static class DecodeRates
{
    private const int Batches = 2001;
    private const int PerBatch = 200;
    private const int WarmUps = 5;

    /// <summary>The runtime replaces code by better code a tenth of a second after it proved busy, in steps.</summary>
    private static readonly TimeSpan WarmUp = TimeSpan.FromMilliseconds(250);

    private static readonly JsonSerializerOptions Camel = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public static void Run(TextWriter output)
    {
        var hole = new BlackHole();
        BybitMarketProtocol linear = BybitStage.Market(BybitCategory.Linear, hole);
        BybitMarketProtocol options = BybitStage.Market(BybitCategory.Option, hole);
        output.WriteLine(
            "| frame | bytes | ours p5 | ours p50 | ours p99 | ours bytes/frame | model p50 | model bytes/frame |");
        output.WriteLine("|---|---|---|---|---|---|---|---|");
        Row(output, "top of book", BybitStage.Top, linear, hole, Book);
        Row(output, "ticker, delta", BybitStage.TickerDelta, linear, hole, Ticker);
        Row(output, "ticker, snapshot", BybitStage.TickerSnapshot, linear, hole, Ticker);
        Row(output, "trade", BybitStage.TradePrint, linear, hole, Trades);
        Row(output, "option ticker", BybitStage.OptionTicker, options, hole, Ticker);
    }

    private static void Row(
        TextWriter output, string name, byte[] frame, BybitMarketProtocol protocol, BlackHole hole,
        Action<byte[]> model)
    {
        long at = 0;
        Measured ours = Measure(() => protocol.OnMessage(frame, BybitStage.At(++at), hole));
        Measured theirs = Measure(() => model(frame));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| {name} | {frame.Length} | {ours.Low:0} ns | {ours.Median:0} ns | {ours.High:0} ns | {ours.Bytes:0.##} "
            + $"| {theirs.Median:0} ns | {theirs.Bytes:0} |"));
    }

    /// <summary>Measures one thing done so many times in a batch, or each of its parts.</summary>
    public static Measured Measure(Action one, int perBatch = PerBatch, int parts = 1)
    {
        for (int round = 0; round < WarmUps; round++)
        {
            long begun = Stopwatch.GetTimestamp();
            while (Stopwatch.GetElapsedTime(begun) < WarmUp) one();
        }
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
        return new Measured(
            nanoseconds[Batches / 20], nanoseconds[Batches / 2], nanoseconds[Batches * 99 / 100], bytes);
    }

    private static void Book(byte[] frame)
    {
        VenueModel.Book book = JsonSerializer.Deserialize<VenueModel.Frame<VenueModel.Book>>(frame, Camel)!.Data!;
        foreach (string[][] side in (string[][][])[book.B, book.A])
            foreach (string[] level in side)
                foreach (string number in level) Number(number);
    }

    private static void Ticker(byte[] frame)
    {
        VenueModel.Ticker t = JsonSerializer.Deserialize<VenueModel.Frame<VenueModel.Ticker>>(frame, Camel)!.Data!;
        Number(t.MarkPrice);
        Number(t.IndexPrice);
        Number(t.Bid1Price);
        Number(t.Bid1Size);
        Number(t.Ask1Price);
        Number(t.Ask1Size);
        Number(t.BidPrice);
        Number(t.BidSize);
        Number(t.BidIv);
        Number(t.AskPrice);
        Number(t.AskSize);
        Number(t.AskIv);
        Number(t.MarkPriceIv);
        Number(t.UnderlyingPrice);
        Number(t.Delta);
        Number(t.Gamma);
        Number(t.Vega);
        Number(t.Theta);
    }

    private static void Trades(byte[] frame)
    {
        foreach (VenueModel.Trade trade in
            JsonSerializer.Deserialize<VenueModel.Frame<VenueModel.Trade[]>>(frame, Camel)!.Data!)
        {
            Number(trade.Price);
            Number(trade.Size);
        }
    }

    private static decimal Number(string? text) =>
        text is { Length: > 0 } ? decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture) : 0;

    /// <summary>Nanoseconds of one, and bytes allocated.</summary>
    internal readonly record struct Measured(double Low, double Median, double High, double Bytes);
}
