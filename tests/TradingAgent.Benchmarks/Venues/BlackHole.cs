using TradingAgent.Venues.Ports;

namespace TradingAgent.Benchmarks.Venues;

/// <summary>Takes events and messages and forgets them: the cost that remains is the adapter's own.</summary>
internal sealed class BlackHole : IEventSink, IWire
{
    public EngineEvent Last;

    public long Tag { get; private set; }

    public void Publish(in EngineEvent change) => Last = change;

    public void PublishFrame(Span<EngineEvent> frame) => Last = frame[^1];

    public bool TrySend(ReadOnlySpan<byte> message, long tag = 0)
    {
        Tag = tag;
        return true;
    }

    public void Ready()
    {
    }

    public void Silent(bool isSilent)
    {
    }

    public void Reconnect(string reason)
    {
    }
}
