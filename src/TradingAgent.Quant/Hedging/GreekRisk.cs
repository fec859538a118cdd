namespace TradingAgent.Quant.Hedging;

/// <summary>
/// The matrix W of the hedge problem, symmetric and positive semidefinite: risk aversion times the covariance of the
/// moves that delta, gamma and vega multiply, (δF, ½δF², δσ), so that risk and cost are both in dollars.
/// </summary>
public readonly record struct GreekRisk(
    double DeltaDelta, double DeltaGamma, double DeltaVega, double GammaGamma, double GammaVega, double VegaVega)
{
    /// <summary>True when all six are finite and the diagonal is not negative.</summary>
    public bool IsAdmissible => double.IsFinite(DeltaDelta + DeltaGamma + DeltaVega)
        && double.IsFinite(GammaGamma + GammaVega + VegaVega) && DeltaDelta >= 0 && GammaGamma >= 0 && VegaVega >= 0;

    /// <summary>
    /// From the standard deviations of the price (dollars) and of the volatility (points) over the horizon, their
    /// correlation and the absolute risk aversion per dollar, for jointly normal moves: var ½δF² = ½s⁴.
    /// </summary>
    public static GreekRisk FromMoves(
        double priceDeviation, double volatilityDeviation, double correlation, double riskAversion)
    {
        var squared = priceDeviation * priceDeviation;
        return new GreekRisk(
            riskAversion * squared,
            0,
            riskAversion * correlation * priceDeviation * volatilityDeviation,
            riskAversion * 0.5 * squared * squared,
            0,
            riskAversion * volatilityDeviation * volatilityDeviation);
    }

    /// <summary>½·vᵀWv: the price of leaving these Greeks open, dollars.</summary>
    public double Price(in GreekVector v) => 0.5 * Product(v, v);

    /// <summary>uᵀWv.</summary>
    public double Product(in GreekVector u, in GreekVector v) =>
        (u.Delta * ((DeltaDelta * v.Delta) + (DeltaGamma * v.Gamma) + (DeltaVega * v.Vega)))
        + (u.Gamma * ((DeltaGamma * v.Delta) + (GammaGamma * v.Gamma) + (GammaVega * v.Vega)))
        + (u.Vega * ((DeltaVega * v.Delta) + (GammaVega * v.Gamma) + (VegaVega * v.Vega)));
}
