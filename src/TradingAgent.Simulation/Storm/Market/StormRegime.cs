namespace TradingAgent.Simulation.Storm.Market;

/// <summary>The weather of one storm's market.</summary>
internal sealed record StormRegime
{
    public required double StartPrice { get; init; }

    /// <summary>Per year.</summary>
    public required double Volatility { get; init; }

    /// <summary>Drift of the price per hour, as a fraction.</summary>
    public required double DriftPerHour { get; init; }

    public required double MovesPerSecond { get; init; }

    public required double TakersPerSecond { get; init; }

    /// <summary>Usual size at the touch, coins.</summary>
    public required double TouchQuantity { get; init; }

    /// <summary>Usual spread in ticks.</summary>
    public required int SpreadTicks { get; init; }

    /// <summary>The rate paid at each funding.</summary>
    public required decimal FundingRate { get; init; }

    /// <summary>When the nearer expiry ends, on a half hour.</summary>
    public required Timestamp NearExpiry { get; init; }

    /// <summary>How many strikes each expiry has; 0 lists no options.</summary>
    public required int Strikes { get; init; }
}
