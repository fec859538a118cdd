using TradingAgent.Engine.Signals;
using TradingAgent.Quant.Figures;

namespace TradingAgent.Engine.Scaling;

/// <summary>The market and the account as the policies of an underlying last saw them; NaN is not known.</summary>
public readonly record struct ScalingInputs
{
    /// <summary>When they looked; none before the first time.</summary>
    public Timestamp At { get; init; }

    /// <summary>USD; 0 when not known or too old.</summary>
    public double Spot { get; init; }

    /// <summary>Bars closed since the engine began.</summary>
    public long Bars { get; init; }

    public double BarSeconds { get; init; }

    /// <summary>USD.</summary>
    public double BarClose { get; init; }

    /// <summary>Mean true range of the last bars, USD.</summary>
    public double TrueRange { get; init; }

    /// <summary>Per year, each estimate under its name.</summary>
    public IReadOnlyList<(string Name, double Value)> Volatilities { get; init; }

    public double EquityUsd { get; init; }

    public double EquityPeakUsd { get; init; }

    /// <summary>Half the spread of the cheapest usable hedge, share of its price.</summary>
    public double HalfSpread { get; init; }

    /// <summary>Its fees, share of value.</summary>
    public double MakerRate { get; init; }

    /// <inheritdoc cref="MakerRate"/>
    public double TakerRate { get; init; }

    /// <summary>Trades of the policies that are over, net of fees and funding.</summary>
    public long TradesClosed { get; init; }

    /// <summary>Share of them that gained; NaN before the first.</summary>
    public double TradesWon { get; init; }

    /// <summary>Mean of the gains, share of a trade's value; NaN without one.</summary>
    public double MeanGain { get; init; }

    /// <summary>Mean of the losses, positive; NaN without one.</summary>
    public double MeanLoss { get; init; }

    /// <summary>Coins held for the target: the trade that runs.</summary>
    public double TradeCoins { get; init; }

    /// <summary>Its P&amp;L so far, net of fees and funding.</summary>
    public double TradePnlUsd { get; init; }

    internal static ScalingInputs Of(in ScalingView view)
    {
        VolatilityFigures figures = view.Volatility;
        var named = new List<(string, double)>();
        foreach (VolatilitySource source in Enum.GetValues<VolatilitySource>())
            named.Add((source.ToString(), view.Now.IsNone ? double.NaN : figures[(int)source]));
        return new ScalingInputs
        {
            At = view.Now,
            Spot = view.Spot,
            Bars = view.Bars,
            BarSeconds = view.BarSeconds,
            BarClose = view.BarClose,
            TrueRange = view.TrueRange,
            Volatilities = named,
            EquityUsd = view.EquityUsd,
            EquityPeakUsd = view.EquityPeakUsd,
            HalfSpread = view.HalfSpread,
            MakerRate = view.MakerRate,
            TakerRate = view.TakerRate,
            TradesClosed = view.Trades.Count,
            TradesWon = Known(view.Trades.All.WinProbability),
            MeanGain = Known(view.Trades.All.MeanGain),
            MeanLoss = Known(view.Trades.All.MeanLoss),
            TradeCoins = view.TradeCoins,
            TradePnlUsd = view.TradePnlUsd,
        };
    }

    private static double Known(Figure figure) => figure.HasValue ? figure.Value : double.NaN;
}
