using Xunit;

namespace TradingAgent.ConcurrencyTests;

/// <summary>An explorer that finds nothing proves nothing: it must find what is known to be wrong.</summary>
public sealed class ExplorerTests
{
    [Fact]
    public void A_lost_update_is_found()
    {
        InvalidOperationException found = Assert.Throws<InvalidOperationException>(() => Explorer.Explore(
            () =>
            {
                int[] counter = [0];
                void Add() => Volatile.Write(ref counter[0], Volatile.Read(ref counter[0]) + 1);
                return new Scenario([Add, Add], () => Assert.Equal(2, counter[0]));
            },
            preemptionsMax: 1));
        Assert.StartsWith("Schedule ", found.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wake_up_that_can_be_lost_is_found()
    {
        InvalidOperationException found = Assert.Throws<InvalidOperationException>(() => Explorer.Explore(
            () =>
            {
                int[] work = [0];
                int[] parked = [0];
                using var wakeUp = new AutoResetEvent(false);
                void Sleep()
                {
                    // Looks before it says that it sleeps: the wrong way round.
                    if (Volatile.Read(ref work[0]) != 0) return;
                    Volatile.Write(ref parked[0], 1);
                    wakeUp.WaitOne(TimeSpan.FromSeconds(1));
                }
                void Work()
                {
                    Volatile.Write(ref work[0], 1);
                    if (Volatile.Read(ref parked[0]) != 0) wakeUp.Set();
                }
                return new Scenario([Sleep, Work], () => { });
            },
            preemptionsMax: 2));
        Assert.Contains("waits", found.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_schedule_of_two_threads_is_explored_once()
    {
        var seen = new HashSet<string>();
        int explored = Explorer.Explore(
            () =>
            {
                var order = new List<char>();
                void Go(char name)
                {
                    for (int i = 0; i < 2; i++)
                    {
                        Explorer.Point();
                        order.Add(name);
                    }
                }
                return new Scenario([() => Go('a'), () => Go('b')], () => seen.Add(string.Concat(order)));
            },
            preemptionsMax: 8);
        // Four steps, two of each thread: six orders.
        Assert.Equal(6, seen.Count);
        Assert.True(explored >= 6);
    }
}
