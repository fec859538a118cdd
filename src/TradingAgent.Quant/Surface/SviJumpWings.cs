using TradingAgent.Quant.Figures;

namespace TradingAgent.Quant.Surface;

/// <summary>
/// The same smile in the terms of traders (Gatheral and Jacquier 2014): variance and skew at the money, slopes of the
/// wings, lowest variance.
/// </summary>
/// <param name="Status">Whether there are figures, or why not.</param>
/// <param name="Variance">v: at-the-money variance per year.</param>
/// <param name="Skew">ψ.</param>
/// <param name="PutSlope">p.</param>
/// <param name="CallSlope">c.</param>
/// <param name="MinimumVariance">ṽ per year.</param>
public readonly record struct SviJumpWings(
    FigureStatus Status, double Variance, double Skew, double PutSlope, double CallSlope, double MinimumVariance)
{
    /// <summary>From raw parameters.</summary>
    public static SviJumpWings Of(in SviSlice slice, double yearFraction)
    {
        var total = slice.TotalVariance(0);
        if (slice.Check() != FigureStatus.Ok && !double.IsFinite(total))
            return new SviJumpWings(FigureStatus.NotFinite, 0, 0, 0, 0, 0);
        if (!(yearFraction > 0) || !(total > 0))
            return new SviJumpWings(FigureStatus.OutOfRange, 0, 0, 0, 0, 0);
        var root = Math.Sqrt(total);
        return new SviJumpWings(
            FigureStatus.Ok, total / yearFraction, 0.5 * slice.Slope(0) / root, slice.LeftWing / root,
            slice.RightWing / root, slice.MinimumTotalVariance / yearFraction);
    }

    /// <summary>Back to raw parameters; the status says NoSolution where no hyperbola has these figures.</summary>
    public FigureStatus ToRaw(double yearFraction, out SviSlice slice)
    {
        slice = default;
        if (Status != FigureStatus.Ok || !(yearFraction > 0) || !(Variance > 0) || !(PutSlope + CallSlope > 0))
            return Status == FigureStatus.Ok ? FigureStatus.OutOfRange : Status;
        var root = Math.Sqrt(Variance * yearFraction);
        var b = 0.5 * root * (CallSlope + PutSlope);
        var rho = 1 - (PutSlope * root / b);
        var beta = rho - (2 * Skew * root / b);
        if (!(Math.Abs(beta) < 1) || !(Math.Abs(rho) < 1))
            return FigureStatus.NoSolution;
        // With x = -m: beta = m/√(m²+σ²), so σ = |m|·√(1-β²)/|β|; written in h = √(m²+σ²), free of that division.
        var slope = Math.Sqrt((1 - beta) * (1 + beta));
        var bend = Math.Sqrt((1 - rho) * (1 + rho));
        var divisor = b * (1 - (rho * beta) - (bend * slope));
        if (!(divisor > 0) || Variance < MinimumVariance)
            return FigureStatus.NoSolution;
        var h = (Variance - MinimumVariance) * yearFraction / divisor;
        var sigma = h * slope;
        slice = new SviSlice((MinimumVariance * yearFraction) - (b * sigma * bend), b, rho, h * beta, sigma);
        return sigma > 0 ? FigureStatus.Ok : FigureStatus.NoSolution;
    }

    /// <summary>
    /// The nearest smile that is surely free of butterflies, at-the-money figures and left wing kept: c′ = p + 2ψ,
    /// ṽ′ = 4vpc′/(p + c′)².
    /// </summary>
    public SviJumpWings WithoutButterflies()
    {
        var call = PutSlope + (2 * Skew);
        var sum = PutSlope + call;
        if (Status != FigureStatus.Ok || !(sum > 0) || !(call > 0))
            return new SviJumpWings(Status == FigureStatus.Ok ? FigureStatus.NoSolution : Status, 0, 0, 0, 0, 0);
        return this with { CallSlope = call, MinimumVariance = 4 * Variance * PutSlope * call / (sum * sum) };
    }
}
