using TradingAgent.Quant.Figures;

namespace TradingAgent.Quant.Sizing;

/// <summary>A size, what it would have been unbounded, and what bound it.</summary>
/// <param name="Status">Whether there is a size, or why not.</param>
/// <param name="Value">The size; 0 without one.</param>
/// <param name="Unbounded">Before the bounds.</param>
/// <param name="Bound">The bound that set the value.</param>
public readonly record struct BoundedSize(FigureStatus Status, double Value, double Unbounded, SizeBound Bound)
{
    /// <summary>True when Value is a size.</summary>
    public bool HasValue => Status == FigureStatus.Ok;

    /// <summary>No size, for this reason.</summary>
    public static BoundedSize None(FigureStatus reason) => new(reason, 0, 0, SizeBound.None);

    internal static BoundedSize Of(double value, double unbounded, SizeBound bound) =>
        double.IsFinite(value) && double.IsFinite(unbounded)
            ? new BoundedSize(FigureStatus.Ok, value, unbounded, bound)
            : None(FigureStatus.NotFinite);
}
