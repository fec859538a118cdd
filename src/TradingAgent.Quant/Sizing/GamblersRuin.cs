using TradingAgent.Quant.Figures;
using TradingAgent.Quant.Maths;

namespace TradingAgent.Quant.Sizing;

/// <summary>
/// The gambler's ruin (Feller): even-money bets of one unit from z units until a units are reached or nothing is left,
/// each won with probability p.
/// </summary>
/// <param name="Status">Whether there are figures, or why not.</param>
/// <param name="Ruin">Probability of losing everything.</param>
/// <param name="ExpectedGain">Expected final wealth less z, units.</param>
/// <param name="Duration">Expected number of bets.</param>
public readonly record struct GamblersRuin(FigureStatus Status, double Ruin, double ExpectedGain, double Duration)
{
    /// <summary>0 &lt; p &lt; 1, 0 &lt; z &lt; a.</summary>
    public static GamblersRuin Of(double winProbability, double start, double goal)
    {
        var inside = winProbability > 0 && winProbability < 1 && start > 0 && goal > start && double.IsFinite(goal);
        if (!inside)
            return new GamblersRuin(FigureStatus.OutOfRange, 0, 0, 0);
        double p = winProbability, q = 1 - p;
        var success = Success(p, q, start, goal);
        var ruin = 1 - success;
        if (p == q)
            return new GamblersRuin(FigureStatus.Ok, ruin, 0, start * (goal - start));
        var gain = (goal * success) - start;
        return new GamblersRuin(FigureStatus.Ok, ruin, gain, gain / (p - q));
    }

    /// <summary>(1 - s^z)/(1 - s^a) with s = q/p, in the form that cannot overflow.</summary>
    private static double Success(double p, double q, double start, double goal)
    {
        if (p == q)
            return start / goal;
        var log = Elementary.LogRatio(q, p);
        if (log < 0)
            return (1 - Elementary.Exp(log * start)) / (1 - Elementary.Exp(log * goal));
        var scaled = (1 - Elementary.Exp(-log * start)) / (1 - Elementary.Exp(-log * goal));
        return Elementary.Exp(log * (start - goal)) * scaled;
    }
}
