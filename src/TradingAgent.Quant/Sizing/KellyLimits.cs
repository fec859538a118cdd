using TradingAgent.Quant.Figures;

namespace TradingAgent.Quant.Sizing;

/// <summary>How much of full Kelly to take.</summary>
/// <param name="Fraction">Fraction c of full Kelly, in (0, 1]; 0.25 to 0.5 is usual, c ≥ 2 would not grow.</param>
/// <param name="LeverageMax">Largest leverage either way.</param>
/// <param name="WorstLoss">Worst modelled loss of one unit of leverage, as a share; 0 when there is none.</param>
/// <param name="IsShortAllowed">Whether a negative edge may be sold short; otherwise it gives zero.</param>
public readonly record struct KellyLimits(double Fraction, double LeverageMax, double WorstLoss, bool IsShortAllowed)
{
    /// <summary>Largest leverage either way that the cap and the worst loss allow together.</summary>
    public double LeverageMost => Math.Min(LeverageMax, TailMost);

    private double TailMost => WorstLoss > 0 ? 1 / WorstLoss : double.MaxValue;

    /// <summary>
    /// c times the confidence (see <see cref="EdgeShrinkage"/>) times full Kelly, within the leverage cap and
    /// 1/(worst loss). No edge gives exactly zero.
    /// </summary>
    public BoundedSize Apply(Figure fullKelly, Figure confidence)
    {
        if (!fullKelly.HasValue || !confidence.HasValue)
            return BoundedSize.None(fullKelly.HasValue ? confidence.Status : fullKelly.Status);
        var inside = Fraction > 0 && Fraction <= 1 && LeverageMax >= 0 && double.IsFinite(LeverageMax)
            && WorstLoss >= 0 && double.IsFinite(WorstLoss) && confidence.Value >= 0 && confidence.Value <= 1;
        if (!inside)
            return BoundedSize.None(FigureStatus.OutOfRange);
        var wanted = Fraction * confidence.Value * fullKelly.Value;
        if (wanted == 0 || (wanted < 0 && !IsShortAllowed))
            return BoundedSize.Of(0, wanted, SizeBound.NoEdge);
        var tail = TailMost;
        var cap = LeverageMost;
        if (Math.Abs(wanted) <= cap)
            return BoundedSize.Of(wanted, wanted, SizeBound.None);
        var bound = tail < LeverageMax ? SizeBound.TailLoss : SizeBound.Leverage;
        return BoundedSize.Of(Math.CopySign(cap, wanted), wanted, bound);
    }
}
