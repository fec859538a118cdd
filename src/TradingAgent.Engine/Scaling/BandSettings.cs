namespace TradingAgent.Engine.Scaling;

/// <summary>How the no-trade band is made.</summary>
internal readonly struct BandSettings
{
    public bool IsCostAware { get; init; }

    /// <summary>Fixed half width, or lower bound of a cost-aware one, coins.</summary>
    public double Width { get; init; }

    /// <summary>Upper bound of a cost-aware half width, coins.</summary>
    public double WidthMax { get; init; }

    /// <summary>Where a hedge stops, as a share of the band.</summary>
    public double InnerShare { get; init; }

    /// <summary>Outer band as a multiple of the band.</summary>
    public double Tolerance { get; init; }

    /// <summary>Absolute risk aversion, 1/USD.</summary>
    public double RiskAversion { get; init; }

    /// <summary>One-way cost of hedging, fraction of value.</summary>
    public double CostRate { get; init; }
}
