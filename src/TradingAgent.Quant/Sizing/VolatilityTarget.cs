using TradingAgent.Quant.Figures;

namespace TradingAgent.Quant.Sizing;

/// <summary>
/// Volatility targeting: leverage min(cap, target/σ̂) for a forecast made beforehand, held until it is off by the
/// buffer. Volatilities per year.
/// </summary>
/// <param name="Target">Volatility wanted.</param>
/// <param name="LeverageMax">Cap of the leverage.</param>
/// <param name="SigmaMin">Least forecast that is believed, 0.1 for instance: a quiet spell is not safety.</param>
/// <param name="Buffer">Relative deviation of the held leverage that is left alone, 0.1 for 10 %.</param>
/// <param name="ChangeMax">Largest change of leverage at once; 0 for none.</param>
public readonly record struct VolatilityTarget(
    double Target, double LeverageMax, double SigmaMin, double Buffer, double ChangeMax)
{
    /// <summary>The leverage that the forecast asks for, nothing held.</summary>
    public BoundedSize Leverage(Figure sigma)
    {
        if (!sigma.HasValue)
            return BoundedSize.None(sigma.Status);
        var inside = Target >= 0 && double.IsFinite(Target) && LeverageMax >= 0 && double.IsFinite(LeverageMax)
            && SigmaMin >= 0 && double.IsFinite(SigmaMin) && Buffer >= 0 && Buffer < 1 && ChangeMax >= 0
            && sigma.Value >= 0;
        if (!inside)
            return BoundedSize.None(FigureStatus.OutOfRange);
        var floored = Math.Max(sigma.Value, SigmaMin);
        if (Target == 0)
            return BoundedSize.Of(0, 0, SizeBound.None);
        var unbounded = sigma.Value > 0 ? Target / sigma.Value : LeverageMax;
        if (Target > LeverageMax * floored)
            return BoundedSize.Of(LeverageMax, unbounded, SizeBound.Leverage);
        var bound = floored > sigma.Value ? SizeBound.VolatilityFloor : SizeBound.None;
        return BoundedSize.Of(Target / floored, unbounded, bound);
    }

    /// <summary>
    /// The leverage to hold next: the held one while the wanted one is within the buffer of it, otherwise the wanted
    /// one or as far towards it as the largest change allows. What is held is never left above the cap: a price that
    /// rises takes a position there that nobody asked for.
    /// </summary>
    public BoundedSize Next(Figure sigma, double held)
    {
        if (!double.IsFinite(held))
            return BoundedSize.None(FigureStatus.NotFinite);
        var wanted = Leverage(sigma);
        if (!wanted.HasValue)
            return wanted;
        if (held > LeverageMax)
            return BoundedSize.Of(Math.Min(wanted.Value, LeverageMax), wanted.Unbounded, SizeBound.Leverage);
        var change = wanted.Value - held;
        if (Math.Abs(change) <= Buffer * Math.Abs(held))
            return BoundedSize.Of(held, wanted.Unbounded, change == 0 ? wanted.Bound : SizeBound.Band);
        return ChangeMax > 0 && Math.Abs(change) > ChangeMax
            ? BoundedSize.Of(held + Math.CopySign(ChangeMax, change), wanted.Unbounded, SizeBound.Speed)
            : wanted;
    }

    /// <summary>
    /// Weight of a volatility-managed portfolio (Moreira and Muir 2017): c/RV of the last period, c chosen so that the
    /// managed returns have the deviation of the unmanaged ones.
    /// </summary>
    public static Figure ManagedWeight(double scale, Figure lastRealisedVariance)
    {
        if (!lastRealisedVariance.HasValue)
            return lastRealisedVariance;
        return lastRealisedVariance.Value > 0 && scale >= 0
            ? Figure.Of(scale / lastRealisedVariance.Value)
            : Figure.None(FigureStatus.OutOfRange);
    }
}
