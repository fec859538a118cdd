namespace TradingAgent.Venues.Wire;

/// <summary>Fills in an event's header; the sink adds the sequence.</summary>
public static class VenueEvent
{
    public static EngineEvent Of(EventKind kind, VenueId venue, InstrumentId instrument, Timestamp receivedAt) =>
        Of(kind, venue, instrument, receivedAt, Timestamp.None);

    public static EngineEvent Of(
        EventKind kind, VenueId venue, InstrumentId instrument, Timestamp receivedAt, Timestamp venueTime) =>
        new()
        {
            Kind = kind,
            Venue = venue,
            Instrument = instrument,
            ReceivedAt = receivedAt,
            VenueTime = venueTime,
        };
}
