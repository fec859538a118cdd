using System.Diagnostics;
using Microsoft.Extensions.Logging;
using TradingAgent.Runtime.Safety;
using TradingAgent.Venues.Ports;

namespace TradingAgent.Host.Control;

/// <summary>
/// Watches over one agent from a process of its own. When the agent falls silent it cancels the agent's orders at every
/// venue, and flattens where it was told to, by roads that need nothing of the agent but its keys and its instance. A
/// venue that fails holds up no other, and is tried until it has answered.
/// </summary>
/// <param name="folder">The agent's data folder.</param>
/// <param name="watch">The judgement.</param>
/// <param name="venues">Where the agent trades.</param>
/// <param name="log">What happens.</param>
/// <param name="tell">Tells a human at once; null for the log alone.</param>
internal sealed class Sentinel(
    string folder, SentinelWatch watch, IReadOnlyList<SentinelVenue> venues, ILogger log,
    Action<string, string>? tell = null)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    /// <summary>What became of the venues that have answered in this silence.</summary>
    private readonly Dictionary<SentinelVenue, FlattenOutcome> _done = [];
    private bool _isMarked;
    private HeartbeatState _told;
    private uint _toldEpoch;

    /// <summary>Watches until cancelled; returns how often it fired.</summary>
    public async Task<int> RunAsync(CancellationToken ct)
    {
        int fired = 0;
        using var timer = new PeriodicTimer(LookEvery);
        try
        {
            do
            {
                SentinelVerdict verdict = Look();
                Tell();
                if (verdict != SentinelVerdict.Fire)
                {
                    _done.Clear();
                    _isMarked = false;
                }
                else if (await FireAsync(ct)) fired++;
            }
            while (await timer.WaitForNextTickAsync(ct));
        }
        catch (OperationCanceledException)
        {
            // Told to stop; an agent without a sentinel trades on.
        }
        return fired;
    }

    private SentinelVerdict Look() => watch.Look(
        HeartbeatMark.TryRead(folder, out HeartbeatMark mark) ? mark : null, Environment.TickCount64);

    /// <summary>Once for each silence, before anything is cancelled.</summary>
    private void Mark()
    {
        if (_isMarked) return;
        _isMarked = true;
        try
        {
            HeartbeatMark last = watch.Last;
            SentinelMark.Leave(folder, FormattableString.Invariant(
                $"a sentinel fired at {DateTimeOffset.UtcNow:O} at run {last.Epoch}, event {last.Sequence}"));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            SentinelLog.Unmarked(log, folder, error.Message);
        }
    }

    private void Tell()
    {
        if (watch.Last.State == HeartbeatState.None) return;
        if (watch.Last.State == _told && watch.Last.Epoch == _toldEpoch) return;
        (_told, _toldEpoch) = (watch.Last.State, watch.Last.Epoch);
        SentinelLog.Sees(log, watch.Last.Epoch, watch.Last.State, watch.Last.Sequence);
    }

    /// <summary>True when every venue confirmed that nothing of the agent is open.</summary>
    private async Task<bool> FireAsync(CancellationToken ct)
    {
        using IDisposable? held = SentinelLock.TryTake(folder);
        if (held is null) return false;
        // An agent that starts gives its sign first and looks for this lock then: one of us sees the other.
        if (Look() != SentinelVerdict.Fire)
        {
            SentinelLog.CalledOff(log);
            return false;
        }
        Mark();
        SentinelLog.Firing(log, watch.Last.Epoch, watch.Last.Sequence, watch.Last.State);
        tell?.Invoke(
            "fires", $"the sentinel FIRES: run {watch.Last.Epoch} is silent since event {watch.Last.Sequence}");
        SentinelVenue[] waiting = [.. venues.Where(venue => !_done.ContainsKey(venue))];
        FlattenOutcome?[] outcomes = await Task.WhenAll(waiting.Select(venue => FireAtAsync(venue, ct)));
        foreach ((SentinelVenue venue, FlattenOutcome? outcome) in waiting.Zip(outcomes))
            if (outcome is not null) _done[venue] = outcome;
        if (_done.Count < venues.Count)
        {
            await Task.Delay(RetryAfter, ct);
            return false;
        }
        int orders = _done.Values.Sum(outcome => outcome.Orders);
        int left = _done.Values.Sum(outcome => outcome.Left.Count);
        SentinelLog.Done(log, 0, orders, left);
        tell?.Invoke("done", $"the sentinel is done: 0 orders are open, {orders} closing orders were taken, "
            + $"{left} positions are left");
        watch.Done();
        return true;
    }

    /// <summary>Null when the venue is to be tried again.</summary>
    private async Task<FlattenOutcome?> FireAtAsync(SentinelVenue venue, CancellationToken ct)
    {
        try
        {
            int open = await Task.Run(() => venue.Cancel(ct), ct);
            SentinelLog.Cancelled(log, venue.Name, open);
            if (open > 0) return null;
            return venue.Flatten is null ? new FlattenOutcome(0, []) : await FlattenAsync(venue, ct);
        }
        catch (Exception error) when (error is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            SentinelLog.Failed(log, venue.Name, error.Message);
            tell?.Invoke("failed at " + venue.Name, $"the sentinel could not finish at {venue.Name}: {error.Message}");
            return null;
        }
    }

    /// <summary>Flat, or what is left after the road's patience: a human has to see to that.</summary>
    private async Task<FlattenOutcome> FlattenAsync(SentinelVenue venue, CancellationToken ct)
    {
        long began = Stopwatch.GetTimestamp();
        FlattenOutcome outcome = await venue.Flatten!(ct);
        if (outcome.Left.Count == 0)
        {
            SentinelLog.Flat(log, venue.Name, outcome.Orders);
            return outcome;
        }
        string left = string.Join(", ", outcome.Left);
        double seconds = Math.Round(Stopwatch.GetElapsedTime(began).TotalSeconds);
        SentinelLog.NotFlat(log, venue.Name, seconds, outcome.Orders, left);
        tell?.Invoke("held at " + venue.Name, $"the sentinel gave up closing at {venue.Name}; still held: {left}");
        return outcome;
    }
}
