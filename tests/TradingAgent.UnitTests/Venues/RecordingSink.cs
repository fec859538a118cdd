using TradingAgent.Venues.Ports;
using Xunit;

namespace TradingAgent.UnitTests.Venues;

/// <summary>Keeps what was published, in order, and lets a test wait for it.</summary>
public sealed class RecordingSink : IEventSink
{
    private readonly List<EngineEvent> _events = [];
    private readonly Lock _gate = new();

    public IReadOnlyList<EngineEvent> Events
    {
        get
        {
            lock (_gate) return [.. _events];
        }
    }

    public EngineEvent Single
    {
        get
        {
            lock (_gate) return Assert.Single(_events);
        }
    }

    public IReadOnlyList<EngineEvent> Of(EventKind kind) => [.. Events.Where(e => e.Kind == kind)];

    public void Clear()
    {
        lock (_gate) _events.Clear();
    }

    public void Publish(in EngineEvent change)
    {
        lock (_gate) _events.Add(change);
    }

    public void PublishFrame(Span<EngineEvent> frame)
    {
        lock (_gate)
        {
            for (int i = 0; i < frame.Length; i++)
            {
                EngineEvent change = frame[i];
                if (i + 1 < frame.Length) change.Flags |= EventFlags.MoreFollows;
                _events.Add(change);
            }
        }
    }
}
