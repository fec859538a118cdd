using System.Text.Json;
using TradingAgent.Venues.Bybit.Rest;

namespace TradingAgent.Venues.Bybit.Setup;

/// <summary>Asks a venue for its time before anything else is known of it.</summary>
public static class VenueTime
{
    /// <summary>The venue's clock less the given one.</summary>
    /// <exception cref="Ports.VenueUnreachableException">The venue did not tell its time.</exception>
    public static async Task<TimeSpan> OffsetAsync(BybitOptions options, TimeProvider time, CancellationToken ct)
    {
        var clock = new VenueClock(new SteadyClock(time));
        using var rest = new BybitRest(options, clock);
        ClockReading reading = await Probe(rest, clock).ReadAsync(ct).ConfigureAwait(false);
        return TimeSpan.FromTicks(reading.Offset.Nanoseconds / TimeSpan.NanosecondsPerTick);
    }

    /// <summary>Measures the venue's clock.</summary>
    internal static ClockProbe Probe(BybitRest rest, VenueClock clock) =>
        new(ct => AskAsync(rest, ct), clock, VenueId.Bybit);

    private static async Task<Timestamp> AskAsync(BybitRest rest, CancellationToken ct)
    {
        RestReply reply = await rest.GetAsync("/v5/market/time", "", false, ct).ConfigureAwait(false);
        if (!reply.IsOk) return Timestamp.None;
        JsonElement result = reply.Result();
        return long.TryParse(InstrumentRow.Text(result, "timeNano"), out long nanoseconds)
            ? new Timestamp(nanoseconds)
            : reply.VenueTime;
    }
}
