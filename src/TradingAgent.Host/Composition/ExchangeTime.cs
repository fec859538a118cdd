using TradingAgent.Host.Configuration;

namespace TradingAgent.Host.Composition;

/// <summary>
/// The clock for a venue that was named by its addresses. Real ones go by UTC. A local exchange may show another day or
/// run faster, and options expire by its clock: the agent's is set by it once, and then goes at the same speed.
/// </summary>
internal static class ExchangeTime
{
    /// <summary>A difference that is no more than machines have.</summary>
    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(1);

    /// <param name="configuration">Where the venue is.</param>
    /// <param name="speed">Seconds of that exchange per second.</param>
    /// <param name="ct">Gives up.</param>
    /// <exception cref="Venues.Ports.VenueUnreachableException">The exchange did not tell its time.</exception>
    public static async Task<TimeProvider> OfAsync(
        AgentConfiguration configuration, double speed, CancellationToken ct)
    {
        if (configuration.Options.Environment != AgentEnvironment.Demo) return TimeProvider.System;
        TimeProvider wall = TimeProvider.System;
        VenueEntry first = VenueRegistry.Entries(configuration, null, quarantineFolder: "", wall)[0];
        TimeSpan offset = await first.Offset(wall, ct);
        return speed == 1 && offset.Duration() < Usual
            ? wall
            : new ScaledTimeProvider(wall, wall.GetUtcNow() + offset, speed);
    }
}
