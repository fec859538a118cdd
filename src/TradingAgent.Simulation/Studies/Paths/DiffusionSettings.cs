namespace TradingAgent.Simulation.Studies.Paths;

/// <summary>
/// What moves a generated price: a variance of its own (Heston 1993), jumps (Merton 1976), a pull of the logarithm back
/// to where it began (Ornstein and Uhlenbeck 1930). What is zero is switched off.
/// </summary>
public sealed record DiffusionSettings
{
    /// <summary>First price, USD.</summary>
    public required double Start { get; init; }

    /// <summary>Per year; of a varying one the mean.</summary>
    public double Volatility { get; init; } = 0.6;

    /// <summary>Speed with which the variance returns to its mean, per year.</summary>
    public double VarianceSpeed { get; init; }

    /// <summary>Volatility of the variance, per year.</summary>
    public double VarianceVolatility { get; init; }

    /// <summary>Correlation of price and variance.</summary>
    public double VarianceCorrelation { get; init; }

    public double JumpsPerYear { get; init; }

    /// <summary>Standard deviation of a jump, as a share of the price.</summary>
    public double JumpSize { get; init; }

    /// <summary>Speed with which the logarithm of the price returns to where it began, per year.</summary>
    public double ReversionSpeed { get; init; }

    /// <summary>Words for the kinds there are.</summary>
    public static IReadOnlyList<string> Names { get; } = ["brownian", "stochastic", "jumps", "reverting"];

    /// <summary>The settings of a kind.</summary>
    /// <exception cref="ArgumentException">There is no such kind.</exception>
    public static DiffusionSettings Named(string name, double start, double volatility)
    {
        var constant = new DiffusionSettings { Start = start, Volatility = volatility };
        return name switch
        {
            "brownian" => constant,
            // Half-life of the variance a month, its stationary deviation two fifths of its mean.
            "stochastic" => constant with
            {
                VarianceSpeed = 8,
                VarianceVolatility = 1.6 * volatility,
                VarianceCorrelation = -0.3,
            },
            "jumps" => constant with { JumpsPerYear = 50, JumpSize = 0.03 },
            "reverting" => constant with { ReversionSpeed = 100 },
            _ => throw new ArgumentException($"There is no path «{name}»; there are {string.Join(", ", Names)}."),
        };
    }
}
