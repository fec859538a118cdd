using Microsoft.Extensions.Logging;
using TradingAgent.Runtime.Safety;

namespace TradingAgent.Host.Control;

/// <summary>
/// Watches over one agent from a process of its own. When the agent falls silent it cancels the agent's orders, and
/// flattens where it was told to, by a road that needs nothing of the agent but its key and its instance.
/// </summary>
/// <param name="folder">The agent's data folder.</param>
/// <param name="watch">The judgement.</param>
/// <param name="cancel">Cancels; returns how many orders are still open.</param>
/// <param name="flatten">Closes positions; returns how many it closed. Null to leave them.</param>
/// <param name="log">What happens.</param>
/// <param name="tell">Tells a human at once; null for the log alone.</param>
internal sealed class Sentinel(
    string folder, SentinelWatch watch, Func<CancellationToken, Task<int>> cancel,
    Func<CancellationToken, Task<int>>? flatten, ILogger log, Action<string, string>? tell = null)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);
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
                if (verdict == SentinelVerdict.Fire && await FireAsync(ct)) fired++;
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

    private void Tell()
    {
        if (watch.Last.State == HeartbeatState.None) return;
        if (watch.Last.State == _told && watch.Last.Epoch == _toldEpoch) return;
        (_told, _toldEpoch) = (watch.Last.State, watch.Last.Epoch);
        SentinelLog.Sees(log, watch.Last.Epoch, watch.Last.State, watch.Last.Sequence);
    }

    /// <summary>True when the venue confirmed that nothing of the agent is open.</summary>
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
        SentinelLog.Firing(log, watch.Last.Epoch, watch.Last.Sequence, watch.Last.State);
        tell?.Invoke(
            "fires", $"the sentinel FIRES: run {watch.Last.Epoch} is silent since event {watch.Last.Sequence}");
        try
        {
            int open = await cancel(ct);
            int flattened = flatten is null ? 0 : await flatten(ct);
            SentinelLog.Done(log, open, flattened);
            tell?.Invoke("done", $"the sentinel is done: {open} orders are open, {flattened} positions were closed");
            if (open > 0) return false;
            watch.Done();
            return true;
        }
        catch (Exception error) when (error is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            SentinelLog.Failed(log, error.Message);
            await Task.Delay(RetryAfter, ct);
            return false;
        }
    }
}
