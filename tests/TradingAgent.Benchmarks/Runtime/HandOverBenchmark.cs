using System.Diagnostics;
using System.Threading.Channels;
using HdrHistogram;
using TradingAgent.Runtime.Pipeline;

namespace TradingAgent.Benchmarks.Runtime;

/// <summary>
/// How long an event takes from one thread to the next, one way: the ring, spinning and parking, against a bounded
/// channel. Events come one at a time, 20 µs apart, so that queueing is not measured.
/// </summary>
internal static class HandOverBenchmark
{
    private const int WarmUp = 20_000;
    private const int Measured = 100_000;
    private const int ApartMicroseconds = 20;

    public static void Run(TextWriter output)
    {
        Report(output, "ring, spin", OverRing(WaitMode.Spin));
        Report(output, "ring, park", OverRing(WaitMode.Park));
        Report(output, "Channel<T>, bounded, async reader", OverChannel());
    }

    private static LongHistogram OverRing(WaitMode mode)
    {
        using ConsumerSignal signal = new(mode);
        Ring<EngineEvent> ring = new(1024, [signal]);
        Reader reader = new(ring.Consumer(0));
        using StageThread thread = new("reader", reader, signal, (_, error) => Console.Error.WriteLine(error));
        thread.Start();
        EngineEvent change = default;
        for (int i = 0; i < WarmUp + Measured; i++)
        {
            Pause();
            if (!ring.TryClaim(1, out long position)) continue;
            ref EngineEvent slot = ref ring[position];
            slot = change;
            slot.Sequence = Stopwatch.GetTimestamp();
            ring.Publish(position, 1);
        }
        SpinWait.SpinUntil(() => reader.Count >= WarmUp + Measured, TimeSpan.FromSeconds(5));
        return reader.Latencies;
    }

    private static LongHistogram OverChannel()
    {
        Channel<EngineEvent> channel = Channel.CreateBounded<EngineEvent>(
            new BoundedChannelOptions(1024) { SingleReader = true });
        LongHistogram latencies = NewHistogram();
        Task reader = Task.Run(async () =>
        {
            int seen = 0;
            await foreach (EngineEvent change in channel.Reader.ReadAllAsync())
                if (++seen > WarmUp) Record(latencies, change.Sequence);
        });
        for (int i = 0; i < WarmUp + Measured; i++)
        {
            Pause();
            channel.Writer.TryWrite(new EngineEvent { Sequence = Stopwatch.GetTimestamp() });
        }
        channel.Writer.Complete();
        reader.Wait();
        return latencies;
    }

    private static void Pause()
    {
        long until = Stopwatch.GetTimestamp() + (Stopwatch.Frequency * ApartMicroseconds / 1_000_000);
        while (Stopwatch.GetTimestamp() < until) Thread.SpinWait(1);
    }

    private static LongHistogram NewHistogram() => new(1, 10_000_000_000, 3);

    private static void Record(LongHistogram latencies, long sentAt) =>
        latencies.RecordValue(Math.Max(1, (Stopwatch.GetTimestamp() - sentAt) * 1_000_000_000 / Stopwatch.Frequency));

    private static void Report(TextWriter output, string what, LongHistogram latencies) => output.WriteLine(
        $"{what,-36} p50 {latencies.GetValueAtPercentile(50),8} ns   p99 {latencies.GetValueAtPercentile(99),8} ns");

    private sealed class Reader(RingConsumer<EngineEvent> events) : IStage
    {
        private int _count;

        public LongHistogram Latencies { get; } = NewHistogram();

        public int Count => Volatile.Read(ref _count);

        public bool HasWork => events.HasNext;

        public bool Step()
        {
            ReadOnlySpan<EngineEvent> batch = events.Peek(64);
            foreach (ref readonly EngineEvent change in batch)
            {
                if (_count >= WarmUp) Record(Latencies, change.Sequence);
                Volatile.Write(ref _count, _count + 1);
            }
            events.Advance(batch.Length);
            return !batch.IsEmpty;
        }
    }
}
