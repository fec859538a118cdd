namespace TradingAgent.Runtime.Pipeline;

/// <summary>
/// Commands that definitely did not leave, waiting to enter the event ring as CommandNotSent. The journal thread fills
/// and drains it; it must never wait for the ring, because the ring waits for the journal.
/// </summary>
public sealed class RefusalList(Ring<EngineEvent> ring, SteadyClock clock)
{
    private readonly Queue<EngineEvent> _waiting = new(256);

    public bool HasWaiting => _waiting.Count > 0;

    /// <summary>Refusals ever added.</summary>
    public long Count { get; private set; }

    public void Add(in EngineCommand command, NotSentReason reason)
    {
        Count++;
        _waiting.Enqueue(new EngineEvent
        {
            Kind = EventKind.CommandNotSent,
            ReceivedAt = clock.Now,
            Venue = command.Venue,
            Instrument = command.Instrument,
            NotSent = new CommandNotSent(command.Order, command.Kind, reason),
        });
    }

    /// <summary>Enters what the ring has room for; true when anything entered.</summary>
    public bool Drain()
    {
        bool any = false;
        while (_waiting.TryPeek(out EngineEvent change) && ring.TryEnter(in change))
        {
            _waiting.Dequeue();
            any = true;
        }
        return any;
    }
}
