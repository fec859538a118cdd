using TradingAgent.Venues.Ports;

namespace TradingAgent.VenueConformance;

/// <summary>Keeps what a venue published and lets a test wait for it.</summary>
public sealed class EventRecorder : IEventSink
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly List<EngineEvent> _events = [];
    private readonly Lock _gate = new();

    public void Publish(in EngineEvent change)
    {
        lock (_gate) _events.Add(change);
    }

    public void PublishFrame(Span<EngineEvent> frame)
    {
        lock (_gate)
            for (int i = 0; i < frame.Length; i++)
            {
                if (i + 1 < frame.Length) frame[i].Flags |= EventFlags.MoreFollows;
                _events.Add(frame[i]);
            }
    }

    public IReadOnlyList<EngineEvent> All(EventKind kind)
    {
        lock (_gate) return [.. _events.Where(e => e.Kind == kind)];
    }

    /// <summary>The first event that satisfies the condition, now or within the patience of these tests.</summary>
    public async Task<EngineEvent> FirstAsync(
        EventKind kind, Func<EngineEvent, bool>? condition = null, TimeSpan? patience = null)
    {
        EngineEvent found = default;
        bool Look()
        {
            foreach (EngineEvent change in All(kind))
            {
                if (condition is not null && !condition(change)) continue;
                found = change;
                return true;
            }
            return false;
        }
        await TrueAsync(Look, $"an event {kind}", patience);
        return found;
    }

    /// <summary>Waits until the condition holds.</summary>
    public async Task TrueAsync(Func<bool> condition, string what, TimeSpan? patience = null)
    {
        TimeSpan limit = patience ?? Patience;
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        long deadline = Environment.TickCount64 + (long)limit.TotalMilliseconds;
        while (!condition())
        {
            if (Environment.TickCount64 > deadline)
                throw new TimeoutException($"Not within {limit.TotalSeconds} s: {what}. Seen: {Summary()}");
            await timer.WaitForNextTickAsync();
        }
    }

    private string Summary()
    {
        lock (_gate)
            return string.Join(", ", _events.GroupBy(e => e.Kind).Select(g => $"{g.Key} x{g.Count()}"));
    }
}
