using TradingAgent.Venues.Bybit.Rest;
using TradingAgent.Venues.Wire;

namespace TradingAgent.Venues.Bybit.Setup;

/// <summary>Asks a venue for its time before anything else is known of it.</summary>
public static class VenueTime
{
    /// <summary>The venue's clock less the given one.</summary>
    /// <exception cref="Ports.VenueUnreachableException">The venue did not tell its time.</exception>
    public static async Task<TimeSpan> OffsetAsync(BybitOptions options, TimeProvider time, CancellationToken ct)
    {
        var clock = new BybitClock(new SteadyClock(time));
        using var rest = new BybitRest(options, clock);
        ClockReading reading = await new ClockProbe(rest, clock, VenueId.Bybit).ReadAsync(ct).ConfigureAwait(false);
        return TimeSpan.FromTicks(reading.Offset.Nanoseconds / TimeSpan.NanosecondsPerTick);
    }
}
