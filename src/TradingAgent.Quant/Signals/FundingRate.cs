using TradingAgent.Quant.Figures;

namespace TradingAgent.Quant.Signals;

/// <summary>Funding of perpetuals by the two formulas that venues use; rates per 8 hours.</summary>
public static class FundingRate
{
    private const double EightHoursMilliseconds = 28_800_000;

    /// <summary>(mark - index)/index.</summary>
    public static Figure Premium(double mark, double index)
    {
        if (!double.IsFinite(mark) || !double.IsFinite(index))
            return Figure.None(FigureStatus.NotFinite);
        return mark > 0 && index > 0 ? Figure.Of((mark - index) / index) : Figure.None(FigureStatus.OutOfRange);
    }

    /// <summary>max(damper, premium) + min(-damper, premium), within ±cap: small premiums cost nothing.</summary>
    public static Figure Damped(Figure premium, double damper = 0.00025, double cap = 0.005)
    {
        if (!premium.HasValue)
            return premium;
        if (!(damper >= 0) || !(cap >= 0))
            return Figure.None(FigureStatus.OutOfRange);
        var rate = Math.Abs(premium.Value) <= damper ? 0 : premium.Value - Math.CopySign(damper, premium.Value);
        return Figure.Of(Math.Clamp(rate, -cap, cap));
    }

    /// <summary>premium + clamp(interest - premium, ±limit).</summary>
    public static Figure Clamped(Figure premium, double interest = 0.0001, double limit = 0.0005)
    {
        if (!premium.HasValue)
            return premium;
        return limit >= 0
            ? Figure.Of(premium.Value + Math.Clamp(interest - premium.Value, -limit, limit))
            : Figure.None(FigureStatus.OutOfRange);
    }

    /// <summary>Coins that a face in dollars receives over a span: -face/index·rate·share of 8 h.</summary>
    public static Figure ReceivedCoins(double usdFace, double index, Figure rate, double milliseconds)
    {
        if (!rate.HasValue)
            return rate;
        return index > 0 && milliseconds >= 0
            ? Figure.Of(-usdFace / index * rate.Value * (milliseconds / EightHoursMilliseconds))
            : Figure.None(FigureStatus.OutOfRange);
    }
}
