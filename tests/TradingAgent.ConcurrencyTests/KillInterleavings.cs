using TradingAgent.Runtime.Pipeline;
using TradingAgent.Runtime.Safety;
using Xunit;

namespace TradingAgent.ConcurrencyTests;

/// <summary>
/// The kill switch's own source, tripped by a thread that died and by its watchdog at once, while the journal's thread
/// lets commands out; and two switches that are wrong, each of which the exploration must find.
/// </summary>
public sealed class KillInterleavings
{
    [Fact]
    public void However_often_it_is_tripped_it_kills_once_and_nothing_rests()
    {
        var reasons = new HashSet<string>();
        int sentMost = 0;
        int explored = Explorer.Explore(
            () =>
            {
                var world = new KillWorld();
                var killer = new KillSwitch(world.Gate, [world.Venue], new KillSettings { StallMax = TimeSpan.Zero });
                killer.Attach(world.Engine, 0);
                return new Scenario(
                    [
                        world.Journal,
                        () => world.TripAndLook(() => killer.Trip("a thread died", null)),
                        () => killer.Look(1),
                        world.Pool,
                    ],
                    () =>
                    {
                        world.Check();
                        Assert.True(killer.IsTripped && killer.Killed.IsCompletedSuccessfully, "nothing was told");
                        KillReport report = killer.Killed.GetAwaiter().GetResult();
                        Assert.True(report.AllCancelled, "an order is said to be open");
                        reasons.Add(report.Reason[..3]);
                        sentMost = Math.Max(sentMost, world.Venue.Taken.Count);
                    });
            },
            preemptionsMax: 2);
        TestContext.Current.TestOutputHelper?.WriteLine($"{explored} schedules");
        Assert.True(explored >= 500, $"only {explored} schedules");
        Assert.Equal(2, reasons.Count);
        Assert.Equal(KillWorld.Orders, sentMost);
    }

    [Fact]
    public void A_switch_that_leaves_the_gate_to_the_pool_is_found()
    {
        InvalidOperationException found = Find(world => Task.Run(() =>
        {
            world.Gate.Set(GateState.Killed);
            return CancelAsync(world);
        }));
        Assert.Contains("let something through", found.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_switch_that_looks_before_it_marks_itself_tripped_is_found()
    {
        int[] isTripped = [0];
        InvalidOperationException found = Find(
            world =>
            {
                if (Volatile.Read(ref isTripped[0]) != 0) return;
                Volatile.Write(ref isTripped[0], 1);
                world.Gate.Set(GateState.Killed);
                _ = Task.Run(() => CancelAsync(world));
            },
            () => isTripped[0] = 0);
        Assert.StartsWith("Schedule ", found.Message, StringComparison.Ordinal);
    }

    /// <summary>Explores a wrong switch that two threads trip.</summary>
    private static InvalidOperationException Find(Action<KillWorld> trip, Action? renew = null) =>
        Assert.Throws<InvalidOperationException>(() => Explorer.Explore(
            () =>
            {
                renew?.Invoke();
                var world = new KillWorld();
                return new Scenario(
                    [world.Journal, () => world.TripAndLook(() => trip(world)), () => trip(world), world.Pool],
                    world.Check);
            },
            preemptionsMax: 2));

    private static async Task CancelAsync(KillWorld world) =>
        await world.Venue.CancelAllAsync(false, CancellationToken.None);
}
