namespace TradingAgent.Quant.Hedging;

/// <summary>The Greeks that a hedge brings to target: exposure less target, or what one unit of a hedge adds.</summary>
/// <param name="Delta">Coins.</param>
/// <param name="Gamma">Coins per dollar.</param>
/// <param name="Vega">Dollars per volatility point.</param>
public readonly record struct GreekVector(double Delta, double Gamma, double Vega)
{
    /// <summary>True when all three are finite.</summary>
    public bool IsFinite => double.IsFinite(Delta) && double.IsFinite(Gamma) && double.IsFinite(Vega);
}
