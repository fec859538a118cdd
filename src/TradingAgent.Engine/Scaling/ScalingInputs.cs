using TradingAgent.Engine.Signals;

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
        };
    }
}
