namespace TradingAgent.Quant.Costs;

/// <summary>Linear impact of trading, as Almgren and Chriss have it, in dollars a unit.</summary>
/// <param name="Sigma">Volatility of the price, dollars per square root of time.</param>
/// <param name="FixedPerUnit">ε: half spread and fee.</param>
/// <param name="Temporary">η: dollars per unit of speed (units per time).</param>
/// <param name="Permanent">γ: dollars per unit traded.</param>
public readonly record struct ImpactCoefficients(
    double Sigma, double FixedPerUnit, double Temporary, double Permanent)
{
    /// <summary>True when all four are finite.</summary>
    public bool IsFinite => double.IsFinite(Sigma + FixedPerUnit) && double.IsFinite(Temporary + Permanent);
}
