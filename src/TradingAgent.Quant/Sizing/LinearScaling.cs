using TradingAgent.Quant.Figures;

namespace TradingAgent.Quant.Sizing;

/// <summary>
/// Fixed increments towards a target: nothing inside the outer band, then whole steps until the inner band is reached,
/// never across the target.
/// </summary>
/// <param name="Step">One increment, positive, a multiple of the lot.</param>
/// <param name="OuterBand">Distance from target that starts the scaling.</param>
/// <param name="InnerBand">Distance at which it stops, below the outer band.</param>
/// <param name="StepsMax">Increments at once.</param>
public readonly record struct LinearScaling(double Step, double OuterBand, double InnerBand, int StepsMax)
{
    /// <summary>
    /// The change, a signed multiple of the step opposite to the error (value less target); 0 inside the band. While
    /// working the outer band does not hold back, so that it goes on to the inner one.
    /// </summary>
    public BoundedSize Change(double error, bool isWorking)
    {
        if (!double.IsFinite(error))
            return BoundedSize.None(FigureStatus.NotFinite);
        var inside = Step > 0 && double.IsFinite(Step) && InnerBand >= 0 && OuterBand >= InnerBand
            && double.IsFinite(OuterBand) && StepsMax >= 0;
        if (!inside)
            return BoundedSize.None(FigureStatus.OutOfRange);
        var distance = Math.Abs(error);
        if (distance <= (isWorking ? InnerBand : OuterBand))
            return BoundedSize.Of(0, -error, SizeBound.Band);
        // Steps that end at or inside the inner band, but none that would cross the target.
        var toInner = Math.Ceiling(((distance - InnerBand) / Step) - 1e-9);
        var toTarget = Math.Floor((distance / Step) + 1e-9);
        var steps = Math.Min(toInner, toTarget);
        var taken = Math.Min(steps, StepsMax);
        var bound = taken < steps ? SizeBound.Speed : steps < 1 ? SizeBound.Band : SizeBound.None;
        return BoundedSize.Of(taken < 1 ? 0 : -Math.CopySign(taken * Step, error), -error, bound);
    }
}
