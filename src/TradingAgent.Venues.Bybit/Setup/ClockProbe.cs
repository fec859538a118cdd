using System.Text.Json;
using TradingAgent.Venues.Bybit.Rest;
using TradingAgent.Venues.Ports;
using TradingAgent.Venues.Wire;

namespace TradingAgent.Venues.Bybit.Setup;

/// <summary>Measures the venue's clock: the best of three by round trip.</summary>
internal sealed class ClockProbe(BybitRest rest, BybitClock clock, VenueId venue)
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
            RestReply reply = await rest.GetAsync("/v5/market/time", "", false, ct).ConfigureAwait(false);
            Timestamp received = clock.Now;
            Duration trip = received - sent;
            if (!reply.IsOk || !TryTime(reply, out Timestamp theirs) || trip >= best) continue;
            best = trip;
            offset = theirs - (sent + new Duration(trip.Nanoseconds / 2));
        }
        if (best.Nanoseconds == long.MaxValue)
            throw new VenueUnreachableException("The venue did not tell its time; requests cannot be signed safely.");
        clock.Offset = offset;
        return new ClockReading(offset, best);
    }

    private static bool TryTime(RestReply reply, out Timestamp time)
    {
        time = reply.VenueTime;
        JsonElement result = reply.Result();
        if (long.TryParse(InstrumentRow.Text(result, "timeNano"), out long nanoseconds))
            time = new Timestamp(nanoseconds);
        return !time.IsNone;
    }
}
