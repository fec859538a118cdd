using TradingAgent.Venues.Wire;
using Xunit;

namespace TradingAgent.UnitTests.Venues;

public sealed class SharedLifeTests
{
    private bool _ending;
    private bool _waiterEnded;

    [Fact]
    public async Task One_task_that_fails_ends_the_others_and_is_told()
    {
        var failure = new InvalidOperationException("lost");

        InvalidOperationException told = await Assert.ThrowsAsync<InvalidOperationException>(
            () => RunAsync(Task.FromException(failure), TestContext.Current.CancellationToken));

        Assert.Same(failure, told);
        Assert.True(_ending && _waiterEnded);
    }

    [Fact]
    public async Task The_caller_ends_all_without_an_error()
    {
        using var caller = new CancellationTokenSource();
        Task run = RunAsync(null, caller.Token);
        Assert.False(run.IsCompleted || _ending);

        await caller.CancelAsync();
        await run;

        Assert.True(_ending && _waiterEnded);
    }

    [Fact]
    public async Task What_was_started_ends_when_starting_throws()
    {
        await Assert.ThrowsAsync<TimeoutException>(() => SharedLife.RunAsync(
            (running, life) =>
            {
                running.Add(WaitAsync(life));
                throw new TimeoutException();
            },
            () => _ending = true,
            TestContext.Current.CancellationToken));

        Assert.True(_ending && _waiterEnded);
    }

    private Task RunAsync(Task? other, CancellationToken ct) => SharedLife.RunAsync(
        (running, life) =>
        {
            running.Add(WaitAsync(life));
            if (other is not null) running.Add(other);
            return Task.CompletedTask;
        },
        () => _ending = true,
        ct);

    private async Task WaitAsync(CancellationToken life)
    {
        try
        {
            await Task.Delay(Timeout.Infinite, life);
        }
        finally
        {
            _waiterEnded = true;
        }
    }
}
