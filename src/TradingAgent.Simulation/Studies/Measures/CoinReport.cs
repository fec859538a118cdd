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

    /// <summary>
    /// Of the part that the volatility target asks for, on paper: options held beside it and other exposures are not in
    /// it.
    /// </summary>
    public required double? TargetedVolatility { get; init; }

    public required double? TargetedOverTarget { get; init; }

    public required double PnlUsd { get; init; }

    /// <summary>Mean of |delta - target|, coins.</summary>
    public required double? MeanDeltaError { get; init; }

    /// <summary>|delta - target| within the outer band, or within a lot; coins.</summary>
    public required ToleranceReport Delta { get; init; }

    /// <summary>Coins per USD.</summary>
    public required ToleranceReport Gamma { get; init; }

    /// <summary>USD per vol point; where <c>vega-tolerance</c> speaks, off its target and on its scale.</summary>
    public required ToleranceReport Vega { get; init; }

    /// <summary>USD per day.</summary>
    public required ToleranceReport Theta { get; init; }

    /// <summary>Of this coin alone, by the hour.</summary>
    public required double WorstScenarioLossUsd { get; init; }

    public required IReadOnlyList<PolicyContribution> Policies { get; init; }

    internal static CoinReport Of(StudyMarket market, int index, CoinMeasures coin, double periodsPerYear)
    {
        double targeted = coin.TargetedVolatility(periodsPerYear);
        double realised = coin.PnlVolatility(periodsPerYear);
        return new CoinReport
        {
            MarketVolatility = Known(coin.MarketVolatility(periodsPerYear)),
            RealisedVolatility = Known(realised),
            TargetVolatility = Known(coin.TargetVolatility),
            RealisedOverTarget = Known(realised / coin.TargetVolatility),
            TargetedVolatility = Known(targeted),
            TargetedOverTarget = Known(targeted / coin.TargetVolatility),
            PnlUsd = Math.Round(market.PnlOf(index), 2),
            MeanDeltaError = Known(coin.ErrorSum / coin.StepsCounted),
            Delta = coin.Greeks.Delta,
            Gamma = coin.Greeks.Gamma,
            Vega = coin.Greeks.Vega,
            Theta = coin.Greeks.Theta,
            WorstScenarioLossUsd = Math.Round(coin.WorstScenarioLossUsd, 2),
            Policies = PolicyContribution.Of(market.Engine, coin.Underlying),
        };
    }

    internal static double? Known(double value) => double.IsFinite(value) ? Math.Round(value, 6) : null;
}
