using TradingAgent.Quant.Figures;
using TradingAgent.Quant.Maths;

namespace TradingAgent.Quant.Surface;

/// <summary>
/// SSVI (Gatheral and Jacquier 2014): w = θ/2·(1 + ρφk + √((φk+ρ)² + 1 - ρ²)) for the at-the-money total variance θ,
/// φ = η/(θ^γ(1+θ)^(1-γ)). Each θ is a raw SVI slice.
/// </summary>
public readonly record struct SsviSurface(double Rho, double Eta, double Gamma)
{
    /// <summary>η(1+|ρ|) ≤ 2 and γ ≤ ½: no butterfly at any θ.</summary>
    public bool IsFreeEverywhere => Gamma <= 0.5 && Eta * (1 + Math.Abs(Rho)) <= 2;

    /// <summary>φ(θ).</summary>
    public Figure Phi(double theta)
    {
        if (!double.IsFinite(Rho + Eta + Gamma) || !double.IsFinite(theta))
            return Figure.None(FigureStatus.NotFinite);
        if (!(Math.Abs(Rho) < 1) || Eta <= 0 || theta <= 0)
            return Figure.None(FigureStatus.OutOfRange);
        var scale = Elementary.Pow(theta, Gamma) * Elementary.Pow(1 + theta, 1 - Gamma);
        return Figure.Of(Eta / scale);
    }

    /// <summary>θφ(1+|ρ|), which must be below 4.</summary>
    public Figure WingCondition(double theta) => Phi(theta).Times(theta * (1 + Math.Abs(Rho)));

    /// <summary>θφ²(1+|ρ|), which must be at most 4.</summary>
    public Figure CurvatureCondition(double theta)
    {
        var phi = Phi(theta);
        return phi.Times(phi.Value * theta * (1 + Math.Abs(Rho)));
    }

    /// <summary>True when both conditions hold at θ: no butterfly in that slice.</summary>
    public bool IsFreeAt(double theta) => WingCondition(theta) is { HasValue: true, Value: < 4 }
        && CurvatureCondition(theta) is { HasValue: true, Value: <= 4 };

    /// <summary>The slice at θ as raw SVI.</summary>
    public FigureStatus Slice(double theta, out SviSlice slice)
    {
        slice = default;
        var phi = Phi(theta);
        if (!phi.HasValue)
            return phi.Status;
        var bend = (1 - Rho) * (1 + Rho);
        slice = new SviSlice(
            0.5 * theta * bend, 0.5 * theta * phi.Value, Rho, -Rho / phi.Value, Math.Sqrt(bend) / phi.Value);
        return FigureStatus.Ok;
    }
}
