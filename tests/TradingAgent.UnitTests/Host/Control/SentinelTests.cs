using Microsoft.Extensions.Logging.Abstractions;
using TradingAgent.Host.Control;
using TradingAgent.Runtime.Safety;
using TradingAgent.Venues.Ports;
using Xunit;

namespace TradingAgent.UnitTests.Host.Control;

/// <summary>A sentinel over several venues, each of which does as a test says.</summary>
public sealed class SentinelTests : IDisposable
{
    private static readonly FlattenOutcome Flat = new(2, []);

    private readonly string _folder = Directory.CreateTempSubdirectory("ta-").FullName;
    private readonly CancellationTokenSource _end = new();
    private readonly List<string> _told = [];

    public void Dispose()
    {
        _end.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<int> WatchAsync(params SentinelVenue[] venues)
    {
        // A sign of life that never changes again.
        await File.WriteAllBytesAsync(
            Path.Combine(_folder, HeartbeatMark.FileName),
            new HeartbeatMark(1, HeartbeatState.Trading, 7, 100).ToBytes());
        var watch = new SentinelWatch(TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(60));
        var sentinel = new Sentinel(_folder, watch, venues, NullLogger.Instance, Take);
        return await sentinel.RunAsync(_end.Token).WaitAsync(TimeSpan.FromSeconds(30));
    }

    private void Take(string key, string words)
    {
        lock (_told) _told.Add(words);
        if (key == "done") _end.Cancel();
    }

    [Fact]
    public async Task A_venue_that_fails_holds_up_no_other_and_is_tried_until_it_answers()
    {
        int failing = 0;
        int answering = 0;
        int flattened = 0;
        var bad = new SentinelVenue(
            "bad", _ => ++failing < 3 ? throw new VenueUnreachableException("away") : Task.FromResult(0), null);
        var good = new SentinelVenue("good", _ => Task.FromResult(answering++), _ =>
        {
            flattened++;
            return Task.FromResult(Flat);
        });
        var other = new SentinelVenue("other", _ => Task.FromResult(0), _ =>
        {
            flattened++;
            return Task.FromResult(Flat);
        });
        Assert.Equal(1, await WatchAsync(bad, good, other));
        Assert.Equal(3, failing);
        // Who has confirmed is left alone while another is tried again.
        Assert.Equal(1, answering);
        Assert.Equal(2, flattened);
        Assert.Contains(_told, words => words.Contains("could not finish at bad: away", StringComparison.Ordinal));
        Assert.Contains(_told, words => words.Contains("4 closing orders", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Its_mark_is_there_before_anything_is_cancelled_and_stays()
    {
        string? mark = null;
        var venue = new SentinelVenue("any", _ =>
        {
            mark = SentinelMark.Read(_folder);
            return Task.FromResult(0);
        }, null);
        Assert.Equal(1, await WatchAsync(venue));
        Assert.StartsWith("a sentinel fired at ", mark);
        Assert.EndsWith("at run 7, event 100", mark);
        Assert.Equal(mark, SentinelMark.Read(_folder));
    }

    [Fact]
    public async Task Orders_that_are_open_still_are_cancelled_again_before_anything_is_closed()
    {
        int open = 2;
        int openAtFlattening = -1;
        var venue = new SentinelVenue("slow", _ => Task.FromResult(open--), _ =>
        {
            openAtFlattening = open + 1;
            return Task.FromResult(Flat);
        });
        Assert.Equal(1, await WatchAsync(venue));
        Assert.Equal(0, openAtFlattening);
    }

    [Fact]
    public async Task What_could_not_be_closed_is_told_and_ends_the_firing()
    {
        var venue = new SentinelVenue(
            "thin", _ => Task.FromResult(0), _ => Task.FromResult(new FlattenOutcome(9, ["BTCUSDT 0.5"])));
        Assert.Equal(1, await WatchAsync(venue));
        Assert.Contains(_told, words => words.Contains("still held: BTCUSDT 0.5", StringComparison.Ordinal));
        Assert.Contains(_told, words => words.Contains("1 positions are left", StringComparison.Ordinal));
    }
}
