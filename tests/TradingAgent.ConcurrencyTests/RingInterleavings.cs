using TradingAgent.Runtime.Pipeline;
using Xunit;

namespace TradingAgent.ConcurrencyTests;

/// <summary>The ring and its parking, under every schedule with up to so many preemptions.</summary>
public sealed class RingInterleavings
{
    [Fact]
    public void Two_producers_and_two_consumers_agree_on_one_order_and_nothing_is_lost()
    {
        int explored = Explorer.Explore(
            () =>
            {
                var ring = new Ring<long>(2, [null, null]);
                var first = new List<long>();
                var second = new List<long>();
                return new Scenario(
                    [
                        () => Produce(ring, 2, 10, 2), () => Produce(ring, 2, 20, 1),
                        () => Consume(ring.Consumer(0), first, 3), () => Consume(ring.Consumer(1), second, 3),
                    ],
                    () =>
                    {
                        Assert.Equal(first, second);
                        Assert.Equal([10L, 11, 20], first.Order());
                        Assert.True(first.IndexOf(10) < first.IndexOf(11));
                    });
            },
            preemptionsMax: 1);
        Say(explored, atLeast: 1000);
    }

    [Fact]
    public void Slots_used_again_hold_what_their_new_owner_wrote()
    {
        int explored = Explorer.Explore(
            () =>
            {
                var ring = new Ring<long>(2, [null]);
                var seen = new List<long>();
                return new Scenario(
                    [
                        () => Produce(ring, 1, 10, 3), () => Produce(ring, 1, 20, 2),
                        () => Consume(ring.Consumer(0), seen, 5),
                    ],
                    () =>
                    {
                        Assert.Equal([10L, 11, 12], seen.Where(value => value < 20));
                        Assert.Equal([20L, 21], seen.Where(value => value >= 20));
                    });
            },
            preemptionsMax: 2);
        Say(explored, atLeast: 1000);
    }

    [Fact]
    public void A_frame_is_seen_whole_or_not_at_all_while_another_publishes()
    {
        int explored = Explorer.Explore(
            () =>
            {
                var ring = new Ring<long>(4, [null]);
                var seen = new List<long>();
                return new Scenario(
                    [() => ProduceFrame(ring, 10, 2), () => Produce(ring, 1, 20, 2), () => Frames(ring, seen, 4)],
                    () => Assert.Equal([10L, 11, 20, 21], seen.Order()));
            },
            preemptionsMax: 3);
        Say(explored, atLeast: 1000);
    }

    [Fact]
    public void No_wake_up_of_a_consumer_that_parks_is_lost()
    {
        int explored = Explorer.Explore(
            () =>
            {
                // A sleep shorter than the longest does not spin before it.
                var signal = new ConsumerSignal(WaitMode.Park, TimeSpan.FromMilliseconds(1));
                var ring = new Ring<long>(2, [signal]);
                var seen = new List<long>();
                var stage = new Reader(ring.Consumer(0), seen);
                return new Scenario(
                    [
                        () => Produce(ring, 1, 10, 2), () => Produce(ring, 1, 20, 1),
                        () =>
                        {
                            while (seen.Count < 3)
                                if (!stage.Step()) signal.Wait(stage);
                        },
                    ],
                    () => Assert.Equal([10L, 11, 20], seen.Order()));
            },
            preemptionsMax: 2);
        Say(explored, atLeast: 1000);
    }

    private static void Produce(Ring<long> ring, int consumers, long first, int count)
    {
        for (int i = 0; i < count; i++)
        {
            long value = first + i;
            while (!ring.TryPublish(in value)) Explorer.WaitUntil(() => HasRoom(ring, consumers, 1));
        }
    }

    private static void ProduceFrame(Ring<long> ring, long first, int count)
    {
        long position;
        while (!ring.TryClaim(count, out position)) Explorer.WaitUntil(() => HasRoom(ring, 1, count));
        for (int i = 0; i < count; i++) ring[position + i] = first + i;
        ring.Publish(position, count);
    }

    private static bool HasRoom(Ring<long> ring, int consumers, int count)
    {
        long slowest = Enumerable.Range(0, consumers).Min(i => ring.Consumer(i).Consumed);
        return ring.Claimed + count - ring.Capacity <= slowest;
    }

    private static void Consume(RingConsumer<long> consumer, List<long> seen, int count)
    {
        while (seen.Count < count)
        {
            Explorer.WaitUntil(() => consumer.HasNext);
            ReadOnlySpan<long> batch = consumer.Peek(count);
            foreach (long value in batch) seen.Add(value);
            consumer.Advance(batch.Length);
        }
    }

    /// <summary>Whoever sees the first value of the frame sees the second behind it.</summary>
    private static void Frames(Ring<long> ring, List<long> seen, int count)
    {
        RingConsumer<long> consumer = ring.Consumer(0);
        while (seen.Count < count)
        {
            Explorer.WaitUntil(() => consumer.HasNext);
            ReadOnlySpan<long> batch = consumer.Peek(count);
            int at = batch.IndexOf(10);
            // A batch ends where the array does; the frame then goes on at its beginning.
            bool endsArray = (consumer.Consumed + batch.Length + 1) % ring.Capacity == 0;
            bool isCut = at == batch.Length - 1 && !endsArray;
            if (at >= 0 && (isCut || (at + 1 < batch.Length && batch[at + 1] != 11)))
                throw new InvalidOperationException("a frame was seen in part");
            foreach (long value in batch) seen.Add(value);
            consumer.Advance(batch.Length);
        }
    }

    private static void Say(int explored, int atLeast)
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"{explored} schedules");
        Assert.True(explored >= atLeast, $"only {explored} schedules");
    }

    private sealed class Reader(RingConsumer<long> consumer, List<long> seen) : IStage
    {
        public bool HasWork => consumer.HasNext;

        public bool Step()
        {
            ReadOnlySpan<long> batch = consumer.Peek(4);
            foreach (long value in batch) seen.Add(value);
            consumer.Advance(batch.Length);
            return !batch.IsEmpty;
        }
    }
}
