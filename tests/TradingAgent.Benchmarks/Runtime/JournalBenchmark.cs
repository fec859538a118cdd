using System.Diagnostics;
using TradingAgent.Runtime.Journal;

namespace TradingAgent.Benchmarks.Runtime;

/// <summary>What an event costs the journal thread: framing and checksum, and with the write of its batch.</summary>
internal static class JournalBenchmark
{
    private const int Events = 400_000;
    private const int EventsWithoutFlush = 1500;

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
