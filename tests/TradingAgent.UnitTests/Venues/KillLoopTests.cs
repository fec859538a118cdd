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

    [Fact]
    public async Task The_other_road_is_used_again_and_again_while_nothing_can_be_listed()
    {
        var loop = new KillLoop<int>(
            _ => _helped < 3 ? throw new VenueUnreachableException("banned") : Task.FromResult<IReadOnlyList<int>>([]),
            (_, _) => Task.CompletedTask,
            HelpAsync);
        Assert.Equal(0, await loop.RunAsync(CancellationToken.None).WaitAsync(Limit));
        Assert.InRange(_helped, 3, int.MaxValue);
    }
}
