using TradingAgent.Runtime.Pipeline;
using TradingAgent.UnitTests.Allocation;
using Xunit;

namespace TradingAgent.UnitTests.Runtime.Pipeline;

public sealed class RingTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData(WaitMode.Park, 1)]
    [InlineData(WaitMode.Park, 4)]
    [InlineData(WaitMode.Spin, 3)]
    public void Every_consumer_sees_every_value_once_and_each_producers_order(WaitMode mode, int producers)
    {
        const int PerProducer = 60_000;
        using ConsumerSignal first = new(mode);
        using ConsumerSignal second = new(mode);
        Ring<Item> ring = new(256, [first, second], firstPosition: 5);
        Reader[] readers =
        [
            new(ring.Consumer(0), producers, PerProducer),
            new(ring.Consumer(1), producers, PerProducer),
        ];
        List<Exception> fatal = [];
        using StageThread one = new("one", readers[0], first, (_, e) => fatal.Add(e));
        using StageThread two = new("two", readers[1], second, (_, e) => fatal.Add(e));
        one.Start();
        two.Start();
        Thread[] threads =
            [.. Enumerable.Range(0, producers).Select(p => new Thread(() => Produce(ring, p, PerProducer)))];
        foreach (Thread thread in threads) thread.Start();
        foreach (Thread thread in threads) Assert.True(thread.Join(Deadline));
        Assert.True(SpinWait.SpinUntil(() => readers.All(r => r.IsDone) || fatal.Count > 0, Deadline));

        Assert.Empty(fatal);
        Assert.Equal((long)producers * PerProducer, readers[0].Count);
        Assert.Equal((long)producers * PerProducer, readers[1].Count);
        Assert.Equal(readers[0].OrderHash, readers[1].OrderHash);
        Assert.Equal(4 + ((long)producers * PerProducer), ring.Consumer(0).Consumed);
    }

    [Fact]
    public void Frames_stay_together_while_others_publish()
    {
        const int Frames = 20_000;
        const int FrameLength = 7;
        using ConsumerSignal signal = new(WaitMode.Park);
        Ring<Item> ring = new(64, [signal]);
        FrameReader reader = new(ring.Consumer(0), FrameLength);
        List<Exception> fatal = [];
        using StageThread thread = new("reader", reader, signal, (_, e) => fatal.Add(e));
        thread.Start();
        Thread framer = new(() => ProduceFrames(ring, Frames, FrameLength));
        Thread single = new(() => Produce(ring, 9, Frames));
        framer.Start();
        single.Start();
        Assert.True(framer.Join(Deadline));
        Assert.True(single.Join(Deadline));
        Assert.True(SpinWait.SpinUntil(() => reader.Frames == Frames || fatal.Count > 0, Deadline));
        Assert.Empty(fatal);
    }

    [Fact]
    public void A_frame_shows_whole_or_not_at_all()
    {
        Ring<Item> ring = new(8, [null]);
        Assert.True(ring.TryClaim(3, out long first));
        for (int i = 0; i < 3; i++) ring[first + i] = new Item { Value = i };
        Assert.Equal(0, ring.Consumer(0).Peek(8).Length);
        ring.Publish(first, 3);
        Assert.Equal(3, ring.Consumer(0).Peek(8).Length);
    }

    [Fact]
    public void A_claim_published_late_holds_back_those_after_it()
    {
        Ring<Item> ring = new(8, [null]);
        ring.TryClaim(1, out long early);
        ring.TryClaim(1, out long late);
        ring.Publish(late, 1);
        Assert.False(ring.Consumer(0).HasNext);
        ring.Publish(early, 1);
        Assert.Equal(2, ring.Consumer(0).Peek(8).Length);
    }

    [Fact]
    public void Producers_are_gated_by_the_slowest_consumer()
    {
        Ring<Item> ring = new(4, [null, null]);
        for (int i = 0; i < 4; i++) Assert.True(ring.TryPublish(new Item { Value = i }));
        Assert.False(ring.TryPublish(default));
        ring.Consumer(0).Advance(4);
        Assert.False(ring.TryPublish(default));
        ring.Consumer(1).Advance(1);
        Assert.True(ring.TryPublish(new Item { Value = 4 }));
        Assert.False(ring.TryPublish(default));
        Assert.Equal(1, ring.Consumer(1).Peek(1)[0].Value);
    }

    [Fact]
    public void Values_come_in_order_over_many_laps()
    {
        Ring<Item> ring = new(4, [null]);
        for (int i = 0; i < 1000; i++)
        {
            Assert.True(ring.TryPublish(new Item { Value = i }));
            ReadOnlySpan<Item> seen = ring.Consumer(0).Peek(4);
            Assert.Equal(1, seen.Length);
            Assert.Equal(i, seen[0].Value);
            ring.Consumer(0).Advance(1);
        }
    }

    [Fact]
    public void A_peek_ends_where_the_array_ends_and_goes_on_after_it()
    {
        Ring<Item> ring = new(4, [null]);
        for (int i = 0; i < 3; i++) ring.TryPublish(new Item { Value = i });
        ring.Consumer(0).Advance(3);
        for (int i = 3; i < 6; i++) ring.TryPublish(new Item { Value = i });
        int before = ring.Consumer(0).Peek(4).Length;
        ring.Consumer(0).Advance(before);
        Assert.Equal(3, before + ring.Consumer(0).Peek(4).Length);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(9)]
    public void A_claim_that_can_never_fit_is_refused(int count)
    {
        Ring<Item> ring = new(8, [null]);
        Assert.Throws<ArgumentOutOfRangeException>(() => ring.TryClaim(count, out _));
    }

    [Fact]
    public void Publishing_and_reading_allocate_nothing()
    {
        using ConsumerSignal signal = new(WaitMode.Park);
        Ring<EngineEvent> ring = new(1024, [signal]);
        EngineEvent change = TestEvents.Quote(1, 100);
        Assert.Equal(0, Allocations.Of(() => Publish(ring, in change, 50_000)));
    }

    private static void Publish(Ring<EngineEvent> ring, in EngineEvent change, int count)
    {
        for (int i = 0; i < count; i++)
        {
            ring.TryEnter(in change);
            ring.Consumer(0).Peek(16);
            ring.Consumer(0).Advance(1);
        }
    }

    private static void Produce(Ring<Item> ring, int producer, int count)
    {
        SpinWait spin = default;
        for (int i = 0; i < count; i++)
            while (!ring.TryPublish(new Item { Producer = producer, Value = i })) spin.SpinOnce();
    }

    private static void ProduceFrames(Ring<Item> ring, int frames, int length)
    {
        SpinWait spin = default;
        for (int f = 0; f < frames; f++)
        {
            long first;
            while (!ring.TryClaim(length, out first)) spin.SpinOnce();
            for (int i = 0; i < length; i++) ring[first + i] = new Item { Producer = 1, Value = (f * length) + i };
            ring.Publish(first, length);
        }
    }

    private struct Item
    {
        public long Value;
        public int Producer;
    }

    private sealed class Reader(RingConsumer<Item> items, int producers, int perProducer) : IStage
    {
        private readonly long[] _next = new long[producers];
        private long _count;

        public bool HasWork => items.HasNext;

        public long Count => Volatile.Read(ref _count);

        public bool IsDone => Count >= (long)producers * perProducer;

        public ulong OrderHash { get; private set; }

        public bool Step()
        {
            ReadOnlySpan<Item> batch = items.Peek(32);
            foreach (Item item in batch)
            {
                if (item.Value != _next[item.Producer]++)
                    throw new InvalidOperationException($"{item.Producer}: {item.Value} out of order");
                OrderHash = unchecked((OrderHash ^ (ulong)item.Producer) * 0x100000001b3UL) + 1;
                items.Advance(1);
            }
            Volatile.Write(ref _count, _count + batch.Length);
            return !batch.IsEmpty;
        }
    }

    private sealed class FrameReader(RingConsumer<Item> items, int length) : IStage
    {
        private long _expected;
        private int _frames;

        public bool HasWork => items.HasNext;

        public int Frames => Volatile.Read(ref _frames);

        public bool Step()
        {
            ReadOnlySpan<Item> batch = items.Peek(64);
            foreach (Item item in batch)
            {
                bool isInside = _expected % length != 0;
                if (item.Producer != 1 && isInside) throw new InvalidOperationException("a frame was torn apart");
                if (item.Producer != 1) continue;
                if (item.Value != _expected++) throw new InvalidOperationException("out of order");
            }
            items.Advance(batch.Length);
            Volatile.Write(ref _frames, (int)(_expected / length));
            return !batch.IsEmpty;
        }
    }
}
