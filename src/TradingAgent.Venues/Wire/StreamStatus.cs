using TradingAgent.Venues.Ports;

namespace TradingAgent.Venues.Wire;

/// <summary>
/// The status of one stream that several connections may carry: as good as the worst of them. Publishes changes only.
/// </summary>
public sealed class StreamStatus
{
    private readonly VenueId _venue;
    private readonly VenueStream _stream;
    private readonly IEventSink _events;
    private readonly SteadyClock _clock;
    private readonly Lock _gate = new();
    private readonly List<VenueStatus?> _members = [];
    private VenueStatus _published = VenueStatus.Down;
    private bool _said;

    public StreamStatus(VenueId venue, VenueStream stream, IEventSink events, SteadyClock clock)
    {
        _venue = venue;
        _stream = stream;
        _events = events;
        _clock = clock;
    }

    /// <summary>Adds a connection, Down until it says otherwise.</summary>
    /// <returns>Its member number.</returns>
    public int Join()
    {
        lock (_gate)
        {
            _members.Add(VenueStatus.Down);
            return _members.Count - 1;
        }
    }

    /// <summary>The connection carries nothing any more: whatever becomes of it says nothing of the stream.</summary>
    public void Leave(int member)
    {
        lock (_gate)
        {
            _members[member] = null;
            if (_members.Exists(status => status is not null)) Publish();
        }
    }

    public VenueStatus Current
    {
        get
        {
            lock (_gate) return Worst();
        }
    }

    public void Set(int member, VenueStatus status)
    {
        lock (_gate)
        {
            if (_members[member] is null) return;
            _members[member] = status;
            Publish();
        }
    }

    private void Publish()
    {
        VenueStatus worst = Worst();
        if (_said && worst == _published) return;
        _said = true;
        _published = worst;
        EngineEvent change = VenueEvent.Of(EventKind.VenueStatusChanged, _venue, InstrumentId.None, _clock.Now);
        change.Status = new VenueStatusChanged(_stream, worst);
        _events.Publish(in change);
    }

    private VenueStatus Worst()
    {
        VenueStatus worst = VenueStatus.Up;
        foreach (VenueStatus? status in _members)
            if (status < worst) worst = status.Value;
        return worst;
    }
}
