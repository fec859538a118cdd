using TradingAgent.Exchange.Listings;

namespace TradingAgent.Exchange.MarketSources.Generated;

/// <summary>One coin of the generated market.</summary>
public sealed record CoinSettings
{
    public required CoinContracts Contracts { get; init; }

    /// <summary>USD.</summary>
    public required double StartPrice { get; init; }

    /// <summary>Middle of the volatility regimes, per year.</summary>
    public required double Volatility { get; init; }

    public required LadderShape Linear { get; init; }

    public required LadderShape Inverse { get; init; }

    public required LadderShape Future { get; init; }

    /// <summary>Usual size of an option quote, in coins.</summary>
    public required double OptionQuantity { get; init; }

    public static CoinSettings Bitcoin { get; } = new()
    {
        Contracts = CoinContracts.Bitcoin,
        StartPrice = 100_000,
        Volatility = 0.65,
        Linear = new LadderShape
        {
            TouchQuantity = 0.6,
            TakerQuantity = 0.25,
            TakersPerSecond = 14,
            RefreshesPerSecond = 4,
        },
        Inverse = new LadderShape
        {
            TouchQuantity = 25_000,
            TakerQuantity = 5_000,
            TakersPerSecond = 5,
            RefreshesPerSecond = 3,
        },
        Future = new LadderShape
        {
            TouchQuantity = 0.4,
            TakerQuantity = 0.05,
            TakersPerSecond = 0.5,
            RefreshesPerSecond = 0.5,
            SpreadTicks = 8,
        },
        OptionQuantity = 5,
    };

    public static CoinSettings Ether { get; } = new()
    {
        Contracts = CoinContracts.Ether,
        StartPrice = 4_000,
        Volatility = 0.78,
        Linear = new LadderShape
        {
            TouchQuantity = 9,
            TakerQuantity = 4,
            TakersPerSecond = 14,
            RefreshesPerSecond = 4,
        },
        Inverse = new LadderShape
        {
            TouchQuantity = 12_000,
            TakerQuantity = 2_500,
            TakersPerSecond = 5,
            RefreshesPerSecond = 3,
        },
        Future = new LadderShape
        {
            TouchQuantity = 8,
            TakerQuantity = 1,
            TakersPerSecond = 0.5,
            RefreshesPerSecond = 0.5,
            SpreadTicks = 6,
        },
        OptionQuantity = 60,
    };
}
