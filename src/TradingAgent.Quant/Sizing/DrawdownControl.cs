using TradingAgent.Quant.Figures;

namespace TradingAgent.Quant.Sizing;

/// <summary>The settings of a drawdown control.</summary>
/// <param name="Rule">How the floor moves.</param>
/// <param name="Multiple">Exposure over cushion, m or k; m = 3 survives a jump of a third.</param>
/// <param name="FloorShare">α: the share of the wealth, or of its peak, that is defended, in [0, 1).</param>
/// <param name="ExposureMax">Cap of the exposure as a multiple of the wealth; 0 for none.</param>
/// <param name="GapShare">Loss in a gap that the floor is raised by, as a share of the cushion, in [0, 1).</param>
public readonly record struct DrawdownControl(
    DrawdownRule Rule, double Multiple, double FloorShare, double ExposureMax, double GapShare)
{
    /// <summary>Ok, or why these settings do not serve.</summary>
    public FigureStatus Check()
    {
        if (!double.IsFinite(Multiple) || !double.IsFinite(ExposureMax))
            return FigureStatus.NotFinite;
        var inside = Multiple > 0 && FloorShare >= 0 && FloorShare < 1 && ExposureMax >= 0 && GapShare >= 0
            && GapShare < 1;
        return inside ? FigureStatus.Ok : FigureStatus.OutOfRange;
    }

    /// <summary>
    /// k = (μ/σ²)/((1 - α)A + α) of Grossman and Zhou, A the relative risk aversion; A = 1 is Kelly on the surplus.
    /// </summary>
    public static Figure GrossmanZhouMultiple(double drift, double sigma, double floorShare, double riskAversion)
    {
        if (!(sigma > 0) || !(floorShare >= 0 && floorShare < 1) || !(riskAversion > 0))
            return Figure.None(FigureStatus.OutOfRange);
        return Figure.Of(drift / (sigma * sigma) / (((1 - floorShare) * riskAversion) + floorShare));
    }
}
