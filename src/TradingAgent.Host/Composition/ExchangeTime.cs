using TradingAgent.Host.Configuration;
using TradingAgent.Venues.Ports;

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
    /// <exception cref="VenueUnreachableException">None of the venues told its time.</exception>
    public static async Task<TimeProvider> OfAsync(
        AgentConfiguration configuration, double speed, CancellationToken ct)
    {
        if (configuration.Options.Environment != AgentEnvironment.Demo) return TimeProvider.System;
        TimeProvider wall = TimeProvider.System;
        TimeSpan offset = await OffsetAsync(
            VenueRegistry.Entries(configuration, null, quarantineFolder: "", wall), wall, ct);
        return speed == 1 && offset.Duration() < Usual
            ? wall
            : new ScaledTimeProvider(wall, wall.GetUtcNow() + offset, speed);
    }

    /// <summary>Of the first venue that tells: they share a clock, and one of them may be away.</summary>
    private static async Task<TimeSpan> OffsetAsync(
        IReadOnlyList<VenueEntry> entries, TimeProvider wall, CancellationToken ct)
    {
        for (int i = 0; ; i++)
        {
            try
            {
                return await entries[i].Offset(wall, ct);
            }
            catch (VenueUnreachableException) when (i + 1 < entries.Count)
            {
                // The run will say that it is missing.
            }
        }
    }
}
