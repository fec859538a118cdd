using TradingAgent.Host.Composition;
using Xunit;

namespace TradingAgent.UnitTests.Host.Composition;

public sealed class ScaledTimeProviderTests
{
    private static readonly DateTimeOffset Epoch = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Its_seconds_pass_at_the_chosen_speed_from_the_chosen_moment()
    {
        var wall = new HandClock();
        var clock = new ScaledTimeProvider(wall, Epoch, 10);
        Assert.Equal(Epoch, clock.GetUtcNow());
        long before = clock.GetTimestamp();
        wall.Now += TimeSpan.FromSeconds(3);
        Assert.Equal(Epoch.AddSeconds(30), clock.GetUtcNow());
        Assert.Equal(TimeSpan.FromSeconds(30), clock.GetElapsedTime(before));
    }

    [Fact]
    public void Its_timers_are_due_by_its_own_seconds()
    {
        var wall = new HandClock();
        var clock = new ScaledTimeProvider(wall, Epoch, 4);
        using ITimer timer = clock.CreateTimer(_ => { }, null, TimeSpan.FromSeconds(8), Timeout.InfiniteTimeSpan);
        Assert.Equal((TimeSpan.FromSeconds(2), Timeout.InfiniteTimeSpan), wall.LastTimer);
        timer.Change(TimeSpan.Zero, TimeSpan.FromSeconds(1));
        Assert.Equal((TimeSpan.Zero, TimeSpan.FromMilliseconds(250)), wall.LastTimer);
    }

    [Fact]
    public void A_first_signal_asks_and_a_second_leaves()
    {
        int left = 0;
        using var signals = new StopSignals(() => left++);
        signals.Receive();
        Assert.True(signals.Token.IsCancellationRequested);
        Assert.Equal(0, left);
        signals.Receive();
        Assert.Equal(1, left);
    }

    [Fact]
    public async Task A_second_signal_cancels_before_it_leaves_and_a_third_does_not_wait()
    {
        int left = 0;
        var cancelled = new TaskCompletionSource();
        var gone = new TaskCompletionSource();
        using var signals = new StopSignals(() =>
        {
            left++;
            gone.TrySetResult();
        });
        signals.CancelAll = () => cancelled.Task;
        signals.Receive();
        signals.Receive();
        Assert.Equal(0, left);
        cancelled.SetResult();
        await gone.Task.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(1, left);
        signals.Receive();
        Assert.Equal(2, left);
    }

    private sealed class HandClock : TimeProvider
    {
        public TimeSpan Now { get; set; }

        public (TimeSpan Due, TimeSpan Period) LastTimer { get; private set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now.Ticks;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            LastTimer = (dueTime, period);
            return new HandTimer(this);
        }

        private sealed class HandTimer(HandClock clock) : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period)
            {
                clock.LastTimer = (dueTime, period);
                return true;
            }

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
