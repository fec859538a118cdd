namespace TradingAgent.Venues.Ports;

/// <summary>
/// Where adapters put what happened. Thread-safe. The sink assigns <see cref="EngineEvent.Sequence"/>; the publisher
/// fills in the rest, <see cref="EngineEvent.ReceivedAt"/> included.
/// </summary>
public interface IEventSink
{
    /// <summary>
    /// Publishes one event. Market data may be conflated when the engine is behind; nothing else ever is.
    /// </summary>
    void Publish(in EngineEvent change);

    /// <summary>
    /// Publishes events that belong together, adjacent and in order; all but the last carry
    /// <see cref="EventFlags.MoreFollows"/>, which the sink sets.
    /// </summary>
    void PublishFrame(Span<EngineEvent> frame);
}
