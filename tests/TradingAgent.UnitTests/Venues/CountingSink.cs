using TradingAgent.Venues.Ports;

namespace TradingAgent.UnitTests.Venues;

/// <summary>Counts and keeps only the last event: allocates nothing.</summary>
public sealed class CountingSink : IEventSink
{
    public long Count { get; private set; }

    public EngineEvent Last { get; private set; }

    public void Publish(in EngineEvent change)
    {
        Count++;
        Last = change;
    }

    public void PublishFrame(Span<EngineEvent> frame)
    {
        Count += frame.Length;
        Last = frame[^1];
    }
}
