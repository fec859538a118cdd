using TradingAgent.Quant.Figures;
using TradingAgent.Quant.Maths;

namespace TradingAgent.Quant.Sizing;

/// <summary>
/// Kelly (1956) for a bet with two outcomes: per unit staked it gains <c>gain</c> with probability p and loses
/// <c>loss</c> otherwise; f* = p/loss - (1-p)/gain maximises the expected logarithm of wealth.
/// </summary>
public static class BinaryKelly
{
    private const double PayoffMax = 1e6;
    private const double PayoffMin = 1e-6;

    /// <summary>The optimum without the floor at zero: negative when the edge is negative.</summary>
    public static Figure Unclipped(double winProbability, double gain, double loss)
    {
        var status = Check(winProbability, gain, loss);
        return status == FigureStatus.Ok
            ? Figure.Of((winProbability / loss) - ((1 - winProbability) / gain))
            : Figure.None(status);
    }

    /// <summary>Fraction of wealth to stake; exactly 0 for no edge or a negative one.</summary>
    public static Figure Fraction(double winProbability, double gain, double loss)
    {
        var unclipped = Unclipped(winProbability, gain, loss);
        return unclipped is { HasValue: true, Value: <= 0 } ? Figure.Of(0) : unclipped;
    }

    /// <summary>Expected growth of log wealth a bet; OutOfRange when a loss would take everything.</summary>
    public static Figure Growth(double winProbability, double gain, double loss, double fraction)
    {
        var status = Check(winProbability, gain, loss);
        if (status != FigureStatus.Ok)
            return Figure.None(status);
        if (!double.IsFinite(fraction))
            return Figure.None(FigureStatus.NotFinite);
        double won = 1 + (fraction * gain), lost = 1 - (fraction * loss);
        return won > 0 && lost > 0
            ? Figure.Of(GrowthOf(winProbability, gain, loss, fraction))
            : Figure.None(FigureStatus.OutOfRange);
    }

    /// <summary>The stake above f* whose growth is zero again: beyond it wealth shrinks in spite of the edge.</summary>
    public static Figure CriticalFraction(double winProbability, double gain, double loss)
    {
        var best = Fraction(winProbability, gain, loss);
        if (!best.HasValue || best.Value == 0)
            return best;
        double low = best.Value, high = 1 / loss;
        for (var i = 0; i < 200; i++)
        {
            var middle = 0.5 * (low + high);
            if (middle <= low || middle >= high)
                break;
            if (1 - (middle * loss) > 0 && GrowthOf(winProbability, gain, loss, middle) > 0)
                low = middle;
            else
                high = middle;
        }

        return Figure.Of(0.5 * (low + high));
    }

    /// <summary>
    /// Stake on each of two independent, simultaneous even-money bets of the same probability: (p-q)/(2(p²+q²)).
    /// </summary>
    public static Figure TwoSimultaneousEvenBets(double winProbability)
    {
        if (!double.IsFinite(winProbability))
            return Figure.None(FigureStatus.NotFinite);
        if (winProbability < 0 || winProbability > 1)
            return Figure.None(FigureStatus.OutOfRange);
        double p = winProbability, q = 1 - p;
        return Figure.Of(Math.Max(0, (p - q) / (2 * ((p * p) + (q * q)))));
    }

    private static double GrowthOf(double p, double gain, double loss, double fraction) =>
        (p * Elementary.LogRatio(1 + (fraction * gain), 1))
        + ((1 - p) * Elementary.LogRatio(1 - (fraction * loss), 1));

    private static FigureStatus Check(double winProbability, double gain, double loss)
    {
        if (!double.IsFinite(winProbability) || !double.IsFinite(gain) || !double.IsFinite(loss))
            return FigureStatus.NotFinite;
        var inside = winProbability >= 0 && winProbability <= 1 && gain >= PayoffMin && gain <= PayoffMax
            && loss >= PayoffMin && loss <= PayoffMax;
        return inside ? FigureStatus.Ok : FigureStatus.OutOfRange;
    }
}
