using TradingAgent.Quant.Figures;

namespace TradingAgent.Quant.Surface;

/// <summary>The least total variance of a later expiry over an earlier one: below 0 their smiles cross.</summary>
/// <param name="Status">Whether there is a minimum, or why not.</param>
/// <param name="MinimumGap">Least w(later) - w(earlier) at the points looked at.</param>
/// <param name="At">The k of it.</param>
public readonly record struct CalendarScan(FigureStatus Status, double MinimumGap, double At)
{
    /// <summary>True when no calendar spread in the range has a negative price.</summary>
    public bool IsFree => Status == FigureStatus.Ok && MinimumGap >= 0;

    /// <summary>Looks at so many points of ±range, and at the wings, whose slopes decide beyond it.</summary>
    public static CalendarScan Of(in SviSlice earlier, in SviSlice later, double range, int points = 200)
    {
        var status = earlier.Check() == FigureStatus.Ok ? later.Check() : earlier.Check();
        if (status != FigureStatus.Ok || !(range > 0) || !double.IsFinite(range) || points < 2)
            return new CalendarScan(status != FigureStatus.Ok ? status : FigureStatus.OutOfRange, 0, 0);
        double best = double.PositiveInfinity, at = 0;
        for (var i = 0; i < points; i++)
        {
            var k = range * ((2.0 * i / (points - 1)) - 1);
            var gap = later.TotalVariance(k) - earlier.TotalVariance(k);
            if (gap >= best)
                continue;
            best = gap;
            at = k;
        }

        return new CalendarScan(FigureStatus.Ok, best, at);
    }
}
