using TradingAgent.Quant.Maths;

namespace TradingAgent.Exchange.MarketSources.Generated;

/// <summary>
/// The smile of one expiry: SSVI (Gatheral and Jacquier 2014) with the power law at γ = ½, free of static arbitrage for
/// these parameters: w(k) = θ/2·(1 + ρφk + √((φk + ρ)² + 1 − ρ²)), φ = η/√(θ(1 + θ)).
/// </summary>
internal readonly struct SmileModel
{
    private const double Skew = -0.22;
    private const double Curvature = 1.1;

    private readonly double _forward;
    private readonly double _years;
    private readonly double _theta;
    private readonly double _phi;

    public SmileModel(double forward, double years, double atTheMoney)
    {
        _forward = forward;
        _years = Math.Max(years, 1e-6);
        _theta = atTheMoney * atTheMoney * _years;
        _phi = Curvature / Math.Sqrt(_theta * (1 + _theta));
    }

    /// <summary>Volatility per year at a strike.</summary>
    public double Volatility(double strike)
    {
        double x = _phi * Elementary.Log(strike / _forward);
        double root = Math.Sqrt(((x + Skew) * (x + Skew)) + 1 - (Skew * Skew));
        return Math.Sqrt(_theta / 2 * (1 + (Skew * x) + root) / _years);
    }
}
