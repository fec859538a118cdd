using TradingAgent.Exchange.Faults;
using TradingAgent.Exchange.MarketSources.Generated;

namespace TradingAgent.Simulation.Storm;

/// <summary>
/// What a seed decides beyond a storm of one venue when the agent trades at two: drawn apart, so that a seed's market,
/// portfolio, limits and first venue are the same in both.
/// </summary>
internal sealed record StormAway
{
    private const ulong Salt = 0x9E3779B97F4A7C15UL;

    /// <summary>What breaks at the other venue, by itself.</summary>
    public required FaultPlan Plan { get; init; }

    /// <summary>When one of the two venues is away, which (true: the other one), and for how long.</summary>
    public required IReadOnlyList<(Timestamp At, bool IsAway, Duration Lasts)> Outages { get; init; }

    /// <summary>What resting costs at the other venue, as a share of value; the first takes two basis points.</summary>
    public required decimal MakerFee { get; init; }

    public static StormAway Of(StormSettings settings)
    {
        Chance chance = new Chance(settings.Seed ^ Salt).Fork();
        Timestamp from = settings.Start + Duration.FromSeconds(60);
        double seconds = (settings.CalmFrom - from).Seconds - 240;
        var outages = new List<(Timestamp, bool, Duration)>();
        int count = chance.Below(4);
        for (int i = 0; i < count; i++)
        {
            Timestamp at = from + Duration.FromSeconds(seconds * chance.Uniform());
            outages.Add((at, chance.Uniform() < 0.5, Duration.FromSeconds(chance.Between(5, 200))));
        }
        return new StormAway
        {
            Plan = new FaultPlan(chance.Bits(), from, settings.CalmFrom, chance.Uniform() < 0.1 ? 0 : 0.4),
            Outages = outages,
            MakerFee = (decimal)Math.Round(chance.Between(0.0001, 0.0003), 6),
        };
    }
}
