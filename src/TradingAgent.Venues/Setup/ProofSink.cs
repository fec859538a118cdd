using TradingAgent.Venues.Ports;

namespace TradingAgent.Venues.Setup;

/// <summary>Keeps what a venue told during a proof and lets it be waited for. Thread-safe.</summary>
internal sealed class ProofSink : IEventSink
{
    private readonly List<EngineEvent> _events = [];
    private readonly List<(Func<EngineEvent, bool> Fits, TaskCompletionSource<EngineEvent> Found)> _waiting = [];
    private readonly Lock _gate = new();

    public void Publish(in EngineEvent change)
    {
        EngineEvent copy = change;
        lock (_gate)
        {
            _events.Add(copy);
            _waiting.RemoveAll(w => w.Fits(copy) && w.Found.TrySetResult(copy));
        }
    }

    public void PublishFrame(Span<EngineEvent> frame)
    {
        foreach (ref EngineEvent change in frame) Publish(in change);
    }

    /// <summary>The first event told so far, or within the patience, that fits; null when none does.</summary>
    public async Task<EngineEvent?> FirstAsync(Func<EngineEvent, bool> fits, TimeSpan patience, CancellationToken ct)
    {
        var found = new TaskCompletionSource<EngineEvent>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            foreach (EngineEvent known in _events)
                if (fits(known)) return known;
            _waiting.Add((fits, found));
        }
        try
        {
            return await found.Task.WaitAsync(patience, ct).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }
}
