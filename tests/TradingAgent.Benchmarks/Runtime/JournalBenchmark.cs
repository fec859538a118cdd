using System.Diagnostics;
using System.Globalization;
using TradingAgent.Runtime.Journal;

namespace TradingAgent.Benchmarks.Runtime;

/// <summary>What an event costs the journal thread: framing and checksum, and with the write of its batch.</summary>
internal static class JournalBenchmark
{
    private const int Events = 400_000;
    private const int EventsWithoutFlush = 1500;
    private const int PacedPerSecond = 5000;

    /// <summary>An event and the header of its record.</summary>
    private const int RecordBytes = 16 + 128;

    public static void Run(TextWriter output)
    {
        string root = Directory.CreateTempSubdirectory("trading-agent-benchmark-").FullName;
        try
        {
            using DataFolder folder = DataFolder.Open(root);
            using JournalWriter writer = new(folder, new JournalLayout(), epoch: 1, lastSequence: 0, []);
            EngineEvent change = new() { Kind = EventKind.QuoteChanged, Sequence = 1 };
            Append(writer, ref change, 20_000, batch: 64);
            writer.Flush();
            output.WriteLine($"append alone                         {AppendAlone(writer, ref change),8:0.0} ns/event");
            double chain = ChainAlone();
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"hash chain alone                     {chain,8:0.0} ns/event, {RecordBytes / chain:0.00} GB/s, ") +
                string.Create(
                CultureInfo.InvariantCulture, $"{chain * PacedPerSecond / 1e7:0.000} % of a core at 5,000 events/s"));
            foreach (int batch in new[] { 1, 16, 256 })
            {
                long start = Stopwatch.GetTimestamp();
                int events = batch == 1 ? Events / 10 : Events;
                Append(writer, ref change, events, batch);
                double each = Stopwatch.GetElapsedTime(start).TotalNanoseconds / events;
                output.WriteLine($"append and write, batches of {batch,3}     {each,8:0.0} ns/event");
            }
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    /// <summary>What the chain adds: the hash over each record's bytes, and a link every so many.</summary>
    private static double ChainAlone()
    {
        using HashChain chain = new([]);
        byte[] record = new byte[RecordBytes];
        double least = double.MaxValue;
        for (int round = 0; round < 50; round++)
        {
            long start = Stopwatch.GetTimestamp();
            for (int i = 1; i <= EventsWithoutFlush; i++)
            {
                chain.Extend(record);
                if (i % HashChain.LinkEvery == 0) chain.Link();
            }
            least = Math.Min(least, Stopwatch.GetElapsedTime(start).TotalNanoseconds / EventsWithoutFlush);
        }
        return least;
    }

    private static double AppendAlone(JournalWriter writer, ref EngineEvent change)
    {
        double least = double.MaxValue;
        for (int round = 0; round < 50; round++)
        {
            long start = Stopwatch.GetTimestamp();
            for (int i = 0; i < EventsWithoutFlush; i++)
            {
                writer.Append(in change);
                change.Sequence++;
            }
            least = Math.Min(least, Stopwatch.GetElapsedTime(start).TotalNanoseconds / EventsWithoutFlush);
            writer.Flush();
        }
        return least;
    }

    private static void Append(JournalWriter writer, ref EngineEvent change, int events, int batch)
    {
        for (int i = 1; i <= events; i++)
        {
            writer.Append(in change);
            change.Sequence++;
            if (i % batch == 0) writer.Flush();
        }
    }
}
