using TradingAgent.Quant.Figures;
using TradingAgent.Quant.Maths;

namespace TradingAgent.Quant.Surface;

/// <summary>
/// The smile of one expiry as raw SVI (Gatheral 2004): w(k) = a + b(ρ(k-m) + √((k-m)²+σ²)), with k = ln K/F and the
/// total variance w = σ_imp²·T.
/// </summary>
public readonly record struct SviSlice(double A, double B, double Rho, double M, double Sigma)
{
    private const double InverseSqrtTwoPi = 0.3989422804014327;

    /// <summary>Slope of w far to the left, -b(1-ρ), as a positive number.</summary>
    public double LeftWing => B * (1 - Rho);

    /// <summary>Slope of w far to the right.</summary>
    public double RightWing => B * (1 + Rho);

    /// <summary>a + bσ√(1-ρ²), the lowest w.</summary>
    public double MinimumTotalVariance => A + (B * Sigma * Math.Sqrt(Math.Max(0, (1 - Rho) * (1 + Rho))));

    /// <summary>
    /// Ok when b ≥ 0, |ρ| &lt; 1, σ &gt; 0, w ≥ 0 everywhere and b(1+|ρ|) ≤ 2 (Lee), else why not.
    /// </summary>
    public FigureStatus Check()
    {
        if (!double.IsFinite(A + B + Rho) || !double.IsFinite(M + Sigma))
            return FigureStatus.NotFinite;
        var inside = B >= 0 && Math.Abs(Rho) < 1 && Sigma > 0 && MinimumTotalVariance >= 0
            && B * (1 + Math.Abs(Rho)) <= 2;
        return inside ? FigureStatus.Ok : FigureStatus.OutOfRange;
    }

    /// <summary>w(k).</summary>
    public double TotalVariance(double k)
    {
        var x = k - M;
        return A + (B * ((Rho * x) + Math.Sqrt((x * x) + (Sigma * Sigma))));
    }

    /// <summary>w′(k).</summary>
    public double Slope(double k)
    {
        var x = k - M;
        return B * (Rho + (x / Math.Sqrt((x * x) + (Sigma * Sigma))));
    }

    /// <summary>w″(k).</summary>
    public double Curvature(double k)
    {
        var x = k - M;
        var squared = (x * x) + (Sigma * Sigma);
        return B * Sigma * Sigma / (squared * Math.Sqrt(squared));
    }

    /// <summary>
    /// Durrleman's g = (1 - kw′/2w)² - w′²/4·(1/w + ¼) + w″/2; below 0 a butterfly at k has a negative price.
    /// </summary>
    public Figure Durrleman(double k)
    {
        var w = TotalVariance(k);
        if (!(w > 0))
            return Figure.None(double.IsNaN(w) ? FigureStatus.NotFinite : FigureStatus.OutOfRange);
        var slope = Slope(k);
        var tilt = 1 - (0.5 * k * slope / w);
        return Figure.Of((tilt * tilt) - (0.25 * slope * slope * ((1 / w) + 0.25)) + (0.5 * Curvature(k)));
    }

    /// <summary>Risk-neutral density of k: g/√(2πw)·e^(-d2²/2).</summary>
    public Figure Density(double k)
    {
        var g = Durrleman(k);
        if (!g.HasValue)
            return g;
        var deviation = Math.Sqrt(TotalVariance(k));
        var d2 = -(k / deviation) - (0.5 * deviation);
        return Figure.Of(g.Value * InverseSqrtTwoPi / deviation * Elementary.Exp(-0.5 * d2 * d2));
    }

    /// <summary>Implied volatility √(w/T).</summary>
    public Figure ImpliedVolatility(double k, double yearFraction) => yearFraction > 0
        ? Figure.Of(TotalVariance(k) / yearFraction).SquareRoot()
        : Figure.None(FigureStatus.OutOfRange);

    /// <summary>∂σ/∂k of the implied volatility, which smile deltas need.</summary>
    public Figure VolatilitySlope(double k, double yearFraction)
    {
        var sigma = ImpliedVolatility(k, yearFraction);
        return sigma is { HasValue: true, Value: > 0 }
            ? Figure.Of(Slope(k) / (2 * sigma.Value * yearFraction))
            : Figure.None(sigma.HasValue ? FigureStatus.OutOfRange : sigma.Status);
    }
}
