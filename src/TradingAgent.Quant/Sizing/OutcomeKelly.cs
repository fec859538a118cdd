using TradingAgent.Quant.Figures;
using TradingAgent.Quant.Maths;

namespace TradingAgent.Quant.Sizing;

/// <summary>
/// Kelly over finitely many outcomes, such as the P&amp;L of a scenario grid: maximises Σ p·ln(1 + f·r), optionally
/// under Σ p·(1 + f·r)^(-λ) ≤ 1 with λ = ln β/ln α, which bounds the probability β of ever falling to the share α of
/// wealth (Busseti, Ryu and Boyd 2016; the bound is sufficient).
/// </summary>
public static class OutcomeKelly
{
    private const int StepsMax = 200;

    /// <summary>
    /// Growth-optimal fraction in [0, fractionMax]; exactly 0 without edge. Probabilities are taken relative to their
    /// sum. OutOfRange for probabilities below zero or spans of different length.
    /// </summary>
    public static Figure Fraction(
        ReadOnlySpan<double> probabilities, ReadOnlySpan<double> returns, double fractionMax = 1e6)
    {
        var status = Check(probabilities, returns, fractionMax);
        if (status != FigureStatus.Ok)
            return Figure.None(status);
        if (Slope(probabilities, returns, 0) <= 0)
            return Figure.Of(0);
        double low = 0, high = Math.Min(fractionMax, RuinousFraction(returns));
        if (high < RuinousFraction(returns) && Slope(probabilities, returns, high) >= 0)
            return Figure.Of(high);
        for (var i = 0; i < StepsMax; i++)
        {
            var middle = 0.5 * (low + high);
            if (middle <= low || middle >= high)
                break;
            if (IsSolvent(returns, middle) && Slope(probabilities, returns, middle) > 0)
                low = middle;
            else
                high = middle;
        }

        return Figure.Of(low);
    }

    /// <summary>λ = ln β/ln α: how much the constraint minds losses.</summary>
    public static Figure RiskExponent(double wealthShare, double probability)
    {
        var inside = wealthShare > 0 && wealthShare < 1 && probability > 0 && probability < 1;
        return inside
            ? Figure.Of(Elementary.Log(probability) / Elementary.Log(wealthShare))
            : Figure.None(FigureStatus.OutOfRange);
    }

    /// <summary>
    /// The best fraction whose probability of ever falling to the share α of wealth is at most β.
    /// </summary>
    public static Figure ConstrainedFraction(
        ReadOnlySpan<double> probabilities, ReadOnlySpan<double> returns, double wealthShare, double probability,
        double fractionMax = 1e6)
    {
        var best = Fraction(probabilities, returns, fractionMax);
        var exponent = RiskExponent(wealthShare, probability);
        if (!best.HasValue || !exponent.HasValue)
            return best.HasValue ? exponent : best;
        if (best.Value == 0 || IsSafe(probabilities, returns, best.Value, exponent.Value))
            return best;
        double low = 0, high = best.Value;
        for (var i = 0; i < StepsMax; i++)
        {
            var middle = 0.5 * (low + high);
            if (middle <= low || middle >= high)
                break;
            if (IsSafe(probabilities, returns, middle, exponent.Value))
                low = middle;
            else
                high = middle;
        }

        return Figure.Of(low);
    }

    /// <summary>Expected growth of log wealth; OutOfRange when an outcome takes everything.</summary>
    public static Figure Growth(ReadOnlySpan<double> probabilities, ReadOnlySpan<double> returns, double fraction)
    {
        var status = Check(probabilities, returns, 1);
        if (status != FigureStatus.Ok || !double.IsFinite(fraction))
            return Figure.None(status != FigureStatus.Ok ? status : FigureStatus.NotFinite);
        if (!IsSolvent(returns, fraction))
            return Figure.None(FigureStatus.OutOfRange);
        double sum = 0, total = 0;
        for (var i = 0; i < returns.Length; i++)
        {
            sum += probabilities[i] * Elementary.LogRatio(1 + (fraction * returns[i]), 1);
            total += probabilities[i];
        }

        return Figure.Of(sum / total);
    }

    private static double Slope(ReadOnlySpan<double> probabilities, ReadOnlySpan<double> returns, double fraction)
    {
        var sum = 0.0;
        for (var i = 0; i < returns.Length; i++)
            sum += probabilities[i] * returns[i] / (1 + (fraction * returns[i]));
        return sum;
    }

    /// <summary>Σ p·((1 + f·r)^(-λ) - 1) ≤ 0; convex in f and 0 at f = 0.</summary>
    private static bool IsSafe(
        ReadOnlySpan<double> probabilities, ReadOnlySpan<double> returns, double fraction, double exponent)
    {
        var sum = 0.0;
        for (var i = 0; i < returns.Length; i++)
        {
            var log = Elementary.LogRatio(1 + (fraction * returns[i]), 1);
            sum += probabilities[i] * (Elementary.Exp(-exponent * log) - 1);
        }

        return sum <= 0;
    }

    private static bool IsSolvent(ReadOnlySpan<double> returns, double fraction)
    {
        foreach (var r in returns)
        {
            if (1 + (fraction * r) <= 0)
                return false;
        }

        return true;
    }

    private static double RuinousFraction(ReadOnlySpan<double> returns)
    {
        var worst = 0.0;
        foreach (var r in returns)
            worst = Math.Min(worst, r);
        return worst < 0 ? -1 / worst : double.MaxValue;
    }

    private static FigureStatus Check(
        ReadOnlySpan<double> probabilities, ReadOnlySpan<double> returns, double fractionMax)
    {
        if (probabilities.Length != returns.Length || returns.Length == 0 || !(fractionMax >= 0))
            return FigureStatus.OutOfRange;
        var total = 0.0;
        for (var i = 0; i < returns.Length; i++)
        {
            if (!double.IsFinite(probabilities[i]) || !double.IsFinite(returns[i]))
                return FigureStatus.NotFinite;
            if (probabilities[i] < 0)
                return FigureStatus.OutOfRange;
            total += probabilities[i];
        }

        return total > 0 ? FigureStatus.Ok : FigureStatus.OutOfRange;
    }
}
