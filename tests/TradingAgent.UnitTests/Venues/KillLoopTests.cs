using System.Runtime.CompilerServices;
using TradingAgent.Venues.Ports;
using TradingAgent.Venues.Trading;
using Xunit;

namespace TradingAgent.UnitTests.Venues;

/// <summary>The kill at a venue that answers badly, or not at all.</summary>
public sealed class KillLoopTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private int _helped;

    private Task HelpAsync(CancellationToken ct)
    {
        Interlocked.Increment(ref _helped);
        return Task.CompletedTask;
    }

    /// <summary>A road that swallows: no answer, no error.</summary>
    private static Task HangAsync(CancellationToken ct) => Task.Delay(Timeout.Infinite, ct);

    private static Task One(List<int> open, CancellationToken ct)
    {
        open.Add(1);
        return Task.CompletedTask;
    }

    private static async IAsyncEnumerable<bool> AnsweredAsync(
        IReadOnlyList<int> open, [EnumeratorCancellation] CancellationToken ct)
    {
        foreach (int _ in open) yield return await Task.FromResult(true);
    }

    private static async IAsyncEnumerable<bool> SwallowedAsync(
        IReadOnlyList<int> open, [EnumeratorCancellation] CancellationToken ct)
    {
        if (open.Count > 0) await HangAsync(ct);
        yield return false;
    }

    [Fact]
    public async Task The_other_road_is_used_again_and_again_while_nothing_can_be_listed()
    {
        var loop = new KillLoop<int>(
            [new(
                (_, _) => _helped < 3 ? throw new VenueUnreachableException("banned") : Task.CompletedTask,
                AnsweredAsync)],
            HelpAsync);
        Assert.Equal(0, await loop.RunAsync(CancellationToken.None).WaitAsync(Limit));
        Assert.InRange(_helped, 3, int.MaxValue);
    }

    [Fact]
    public async Task The_other_road_helps_while_the_list_neither_comes_nor_fails()
    {
        var listed = new TaskCompletionSource();
        var loop = new KillLoop<int>([new((_, _) => listed.Task, AnsweredAsync)], ct =>
        {
            listed.TrySetResult();
            return HelpAsync(ct);
        });
        Assert.Equal(0, await loop.RunAsync(CancellationToken.None).WaitAsync(Limit));
        Assert.Equal(1, _helped);
    }

    [Fact]
    public async Task The_other_road_helps_while_cancels_are_not_answered()
    {
        using var stop = new CancellationTokenSource(Limit);
        var loop = new KillLoop<int>([new(One, SwallowedAsync)], ct =>
        {
            stop.Cancel();
            return HelpAsync(ct);
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => loop.RunAsync(stop.Token));
        Assert.Equal(1, _helped);
    }

    [Fact]
    public async Task A_list_that_does_not_come_is_asked_for_again_long_before_patience_is_over()
    {
        int asked = 0;
        var loop = new KillLoop<int>(
            [new((_, ct) => asked++ == 0 ? HangAsync(ct) : Task.CompletedTask, AnsweredAsync)], HelpAsync);
        Assert.Equal(0, await loop.RunAsync(CancellationToken.None).WaitAsync(Limit));
        Assert.Equal(3, asked);
        Assert.InRange(_helped, 1, int.MaxValue);
    }

    [Fact]
    public async Task What_was_listed_before_a_list_broke_off_is_cancelled_and_the_rest_counts_as_open()
    {
        int rounds = 0;
        var cancelled = new List<int>();
        var loop = new KillLoop<int>(
            [new(
                (open, _) =>
                {
                    if (++rounds > 3) return Task.CompletedTask;
                    open.Add(rounds);
                    throw new FormatException("not the whole list");
                },
                (open, ct) =>
                {
                    cancelled.AddRange(open);
                    return AnsweredAsync(open, ct);
                })],
            null);
        Assert.Equal(0, await loop.RunAsync(CancellationToken.None).WaitAsync(Limit));
        Assert.Equal([1, 2, 3], cancelled);
        Assert.Equal(5, rounds);
    }

    [Fact]
    public async Task An_empty_list_is_not_the_end_while_an_order_may_still_arrive()
    {
        int lists = 0;
        int late = 0;
        var loop = new KillLoop<int>(
            [new(
                (open, _) =>
                {
                    if (++lists is 4 or 5) open.Add(lists);
                    return Task.CompletedTask;
                },
                AnsweredAsync)],
            null,
            () => ++late <= 3);
        Assert.Equal(0, await loop.RunAsync(CancellationToken.None).WaitAsync(Limit));
        Assert.Equal(7, lists);
    }
}
