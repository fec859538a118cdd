using TradingAgent.Venues.Ports;

namespace TradingAgent.Fuzzing;

/// <summary>Takes events, looks at each, and keeps the first fault and a fingerprint of what came.</summary>
internal sealed class CheckingSink : IEventSink
{
    /// <summary>Events ever taken.</summary>
    public long Events { get; private set; }

    /// <summary>What is wrong with an event since <see cref="Begin"/>; null when nothing is.</summary>
    public string? Fault { get; private set; }

    /// <summary>Which kinds came since <see cref="Begin"/>, and in which order.</summary>
    public ulong Fingerprint { get; private set; }

    /// <summary>The next frame begins.</summary>
    public void Begin() => (Fault, Fingerprint) = (null, 0);

    public void Publish(in EngineEvent change)
    {
        Events++;
        Fingerprint = unchecked((Fingerprint * 1_000_003) + (ulong)change.Kind);
        if (Fault is null && EventSanity.Fault(in change) is { } fault) Fault = $"{change.Kind} holds {fault}";
    }

    public void PublishFrame(Span<EngineEvent> frame)
    {
        foreach (ref readonly EngineEvent change in frame) Publish(in change);
    }
}
