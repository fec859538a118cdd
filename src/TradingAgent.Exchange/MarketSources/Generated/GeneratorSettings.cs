namespace TradingAgent.Exchange.MarketSources.Generated;

/// <summary>The generated market, fixed at start. The defaults make about 550 instruments.</summary>
public sealed record GeneratorSettings
{
    public required ulong Seed { get; init; }

    public IReadOnlyList<CoinSettings> Coins { get; init; } = [CoinSettings.Bitcoin, CoinSettings.Ether];

    public int Expiries { get; init; } = 6;

    /// <summary>Strikes of each expiry of the USDT-settled chain.</summary>
    public int Strikes { get; init; } = 21;

    /// <summary>Strikes of each coin-settled expiry; 0 lists none.</summary>
    public int CoinSettledStrikes { get; init; } = 5;

    /// <summary>How many of the expiries after the dailies have coin-settled options.</summary>
    public int CoinSettledExpiries { get; init; } = 2;

    /// <summary>How often per second the fair price of a coin moves, on average.</summary>
    public double MovesPerSecond { get; init; } = 4;

    /// <summary>Correlation of returns and of volatility between the coins.</summary>
    public double Correlation { get; init; } = 0.8;

    /// <summary>Price jumps per day and coin, beyond the ordinary moves.</summary>
    public double JumpsPerDay { get; init; } = 12;

    /// <summary>Standard deviation of a jump, as a fraction.</summary>
    public double JumpSize { get; init; } = 0.004;

    /// <summary>Option trades per second and coin.</summary>
    public double OptionTakersPerSecond { get; init; } = 0.4;

    /// <summary>Scales every volatility; 0 freezes prices.</summary>
    public double VolatilityScale { get; init; } = 1;
}
