using TradingAgent.Venues.Ports;

namespace TradingAgent.Venues.Wire;

/// <summary>The status of a venue's REST road: up until its breaker opens.</summary>
internal sealed class BreakerStatus
{
    private readonly StreamStatus _status;
    private readonly int _member;

    public BreakerStatus(VenueId venue, IEventSink events, SteadyClock clock)
    {
        _status = new StreamStatus(venue, VenueStream.Rest, events, clock);
        _member = _status.Join();
        _status.Set(_member, VenueStatus.Up);
    }

    /// <summary>The breaker opened (true) or closed.</summary>
    public void OnBreaker(bool isOpen) => _status.Set(_member, isOpen ? VenueStatus.Down : VenueStatus.Up);
}
