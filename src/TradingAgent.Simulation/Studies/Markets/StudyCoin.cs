using TradingAgent.Simulation.Studies.Paths;

namespace TradingAgent.Simulation.Studies.Markets;

/// <summary>One coin of a study: its price, the steps of its contracts and what options are held on it.</summary>
public sealed record StudyCoin
{
    public required CurrencyId Coin { get; init; }

    public required IPricePath Path { get; init; }

    /// <summary>Smallest price step of the perpetual, USD.</summary>
    public decimal Tick { get; init; } = 0.1m;

    /// <summary>Smallest size step, coins.</summary>
    public decimal Lot { get; init; } = 0.001m;

    /// <summary>Distance of strikes, USD.</summary>
    public decimal StrikeStep { get; init; } = 1000;

    /// <summary>
    /// Straddles the owner sells by hand of each expiry when it is listed, coins; below zero they are bought.
    /// </summary>
    public decimal StraddlesSold { get; init; }

    /// <summary>A coin with the steps that are usual for it.</summary>
    public static StudyCoin Of(CurrencyId coin, IPricePath path) => coin == CurrencyId.Btc
        ? new StudyCoin { Coin = coin, Path = path }
        : new StudyCoin { Coin = coin, Path = path, Tick = 0.01m, Lot = 0.01m, StrikeStep = 50 };
}
