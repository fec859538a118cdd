using TradingAgent.Venues.Ports;
using TradingAgent.Venues.Wire;

namespace TradingAgent.Venues.Setup;

/// <summary>Measures a venue's clock: the best of three by round trip.</summary>
/// <param name="ask">Asks the venue for its time once; none when it did not tell.</param>
/// <param name="clock">What is corrected.</param>
/// <param name="venue">Whose.</param>
internal sealed class ClockProbe(Func<CancellationToken, Task<Timestamp>> ask, VenueClock clock, VenueId venue)
{
    private const int Samples = 3;

    /// <exception cref="VenueUnreachableException">The venue did not tell its time.</exception>
    public async Task MeasureAsync(IEventSink events, CancellationToken ct)
    {
        ClockReading reading = await ReadAsync(ct).ConfigureAwait(false);
        EngineEvent change = VenueEvent.Of(EventKind.VenueClockMeasured, venue, InstrumentId.None, clock.Now);
        change.VenueClock = new VenueClockMeasured(reading.Offset, reading.RoundTrip);
        events.Publish(in change);
    }

    /// <summary>Measures and corrects stamps from now on.</summary>
    /// <exception cref="VenueUnreachableException">The venue did not tell its time.</exception>
    public async Task<ClockReading> ReadAsync(CancellationToken ct)
    {
        Duration best = new(long.MaxValue);
        Duration offset = default;
        for (int i = 0; i < Samples; i++)
        {
            Timestamp sent = clock.Now;
            Timestamp theirs = await ask(ct).ConfigureAwait(false);
            Duration trip = clock.Now - sent;
            if (theirs.IsNone || trip >= best) continue;
            best = trip;
            offset = theirs - (sent + new Duration(trip.Nanoseconds / 2));
        }
        if (best.Nanoseconds == long.MaxValue)
            throw new VenueUnreachableException("The venue did not tell its time; requests cannot be signed safely.");
        clock.Offset = offset;
        return new ClockReading(offset, best);
    }
}
