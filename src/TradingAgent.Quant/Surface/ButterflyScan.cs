using TradingAgent.Quant.Figures;

namespace TradingAgent.Quant.Surface;

/// <summary>Where the smile of one expiry is nearest to arbitrage, over a range of k.</summary>
/// <param name="Status">Whether there is a minimum, or why not.</param>
/// <param name="MinimumG">Least g found, to about 1e-9.</param>
/// <param name="At">The k of it.</param>
public readonly record struct ButterflyScan(FigureStatus Status, double MinimumG, double At)
{
    private const double Golden = 0.6180339887498949;

    /// <summary>True when no butterfly in the range has a negative price.</summary>
    public bool IsFree => Status == FigureStatus.Ok && MinimumG >= 0;

    /// <summary>
    /// Looks at so many points of ±range and refines around the lowest; about 20 ns a point. Every minimum wider than
    /// the spacing is found.
    /// </summary>
    public static ButterflyScan Of(in SviSlice slice, double range, int points = 400)
    {
        var status = slice.Check();
        if (status != FigureStatus.Ok || !(range > 0) || !double.IsFinite(range) || points < 3)
            return new ButterflyScan(status != FigureStatus.Ok ? status : FigureStatus.OutOfRange, 0, 0);
        var spacing = 2 * range / (points - 1);
        double best = double.PositiveInfinity, at = -range;
        for (var i = 0; i < points; i++)
        {
            var k = -range + (i * spacing);
            if (!TryLower(slice, k, ref best, ref at))
                return new ButterflyScan(FigureStatus.OutOfRange, 0, 0);
        }

        double low = Math.Max(-range, at - spacing), high = Math.Min(range, at + spacing);
        for (var i = 0; i < 60; i++)
        {
            var width = high - low;
            double left = high - (Golden * width), right = low + (Golden * width);
            if (slice.Durrleman(left).Value < slice.Durrleman(right).Value)
                high = right;
            else
                low = left;
        }

        _ = TryLower(slice, 0.5 * (low + high), ref best, ref at);
        return new ButterflyScan(FigureStatus.Ok, best, at);
    }

    private static bool TryLower(in SviSlice slice, double k, ref double best, ref double at)
    {
        var g = slice.Durrleman(k);
        if (g.HasValue && g.Value < best)
        {
            best = g.Value;
            at = k;
        }

        return g.HasValue;
    }
}
