using TradingAgent.Runtime.Reports;
using TradingAgent.Simulation.Studies.Markets;

namespace TradingAgent.Simulation.Studies.Measures;

/// <summary>One coin of a study's report; null where nothing was measured.</summary>
public sealed record CoinReport
{
    /// <summary>Of the price, per year.</summary>
    public required double? MarketVolatility { get; init; }

    /// <summary>Of the P&amp;L over the capital it is set against, per year.</summary>
    public required double? RealisedVolatility { get; init; }

    /// <summary>Wanted by a volatility target; null when there is none.</summary>
    public required double? TargetVolatility { get; init; }

    public required double? RealisedOverTarget { get; init; }

    public required double PnlUsd { get; init; }

    /// <summary>Share of time with |delta - target| within the outer band, or within a lot.</summary>
    public required double? InBandShare { get; init; }

    /// <summary>Mean of |delta - target|, coins.</summary>
    public required double? MeanDeltaError { get; init; }

    /// <summary>Coins per USD.</summary>
    public required double MaxAbsGamma { get; init; }

    /// <summary>USD per vol point.</summary>
    public required double MaxAbsVega { get; init; }

    public required double WorstScenarioLossUsd { get; init; }

    public required IReadOnlyList<PolicyContribution> Policies { get; init; }

    internal static CoinReport Of(StudyMarket market, int index, CoinMeasures coin, double periodsPerYear)
    {
        double realised = coin.PnlVolatility(periodsPerYear);
        return new CoinReport
        {
            MarketVolatility = Known(coin.MarketVolatility(periodsPerYear)),
            RealisedVolatility = Known(realised),
            TargetVolatility = Known(coin.TargetVolatility),
            RealisedOverTarget = Known(realised / coin.TargetVolatility),
            PnlUsd = Math.Round(market.PnlOf(index), 2),
            InBandShare = Known((double)coin.StepsInside / coin.StepsCounted),
            MeanDeltaError = Known(coin.ErrorSum / coin.StepsCounted),
            MaxAbsGamma = Math.Round(coin.MaxAbsGamma, 9),
            MaxAbsVega = Math.Round(coin.MaxAbsVega, 2),
            WorstScenarioLossUsd = Math.Round(coin.WorstScenarioLossUsd, 2),
            Policies = PolicyContribution.Of(market.Engine, coin.Underlying),
        };
    }

    internal static double? Known(double value) => double.IsFinite(value) ? Math.Round(value, 6) : null;
}
