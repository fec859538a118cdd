using System.Runtime.Intrinsics;
using TradingAgent.Quant.Maths;

namespace TradingAgent.Quant.Options;

/// <summary>
/// The standard deviation s = σ√T at which the out-of-the-money option on the smaller of forward and strike (a), struck
/// at the larger (b), is worth a given amount. With x = ln(a/b) ≤ 0, h = x/s, t = s/2, d1 = h + t, d2 = h - t and the
/// scaled tail τ: value V = a·e^(-d1²/2)·(τ(|d1|) - τ(|d2|)) below the inflection s = √(2|x|), and its complement
/// a - V = a·e^(-d1²/2)·(τ(|d1|) + τ(|d2|)) above. Both are compared as logarithms, so nothing underflows.
/// </summary>
internal readonly record struct DeviationRoot(double Deviation, double CashVega, double Legs, int Iterations)
{
    private const int IterationMax = 40;
    private const double DeviationMax = 1e3;
    private const double LastStep = 2e-5; // fourth order: a step of 2e-5 leaves 2e-19 times a modest constant

    /// <summary>
    /// CashVega is s·∂V/∂s, Legs is a·N(d1) + b·N(d2). Above is the value, below is a minus the value, both positive;
    /// both are wanted because one of them is exact where the other has lost its digits.
    /// </summary>
    public static DeviationRoot Find(double a, double b, double above, double below)
    {
        var x = Elementary.LogRatio(a, b);
        var inflection = Math.Sqrt(-2 * x);
        var atInflection = a * (0.5 - ScaledNormalTail.Evaluate(inflection));
        return above < atInflection ? Lower(a, x, inflection, above) : Upper(a, b, x, inflection, below);
    }

    /// <summary>Below the inflection, on 1/ln(V/a), which is close to quadratic in s however small V is.</summary>
    private static DeviationRoot Lower(double a, double x, double inflection, double above)
    {
        var target = Elementary.LogRatio(above, a);
        var low = 0.0;
        var high = inflection;
        var s = LowerGuess(x, above / a, target, inflection);
        var n = 1;
        for (; ; n++)
        {
            var point = Point.At(x, s);
            var apart = point.Near - point.Far;
            var value = Elementary.Log(apart) - (0.5 * point.D1 * point.D1);
            var gap = target - value;
            if (gap > 0)
                low = s;
            else
                high = s;
            var g = NormalDistribution.InverseSqrtTwoPi / apart;
            var second = point.Second - g;
            var third = point.Third - (3 * g * point.Second) + (2 * g * g);
            var k = g / value;
            var step = Householder(
                gap * value / (target * g), second - (2 * k), third - (6 * second * k) + (6 * k * k));
            var next = Advance(s, step, low, high, out var last);
            if (last || n == IterationMax)
                return Finish(a, point, next, n, straddles: false);
            s = next;
        }
    }

    /// <summary>Above the inflection, on ln(a - V).</summary>
    private static DeviationRoot Upper(double a, double b, double x, double inflection, double below)
    {
        var target = Elementary.LogRatio(below, a);
        var low = inflection;
        var high = DeviationMax;
        var s = UpperGuess(0.5 * below / Math.Sqrt(a) / Math.Sqrt(b), inflection);
        var n = 1;
        for (; ; n++)
        {
            var point = Point.At(x, s);
            var sum = point.Near + point.Far;
            var value = Elementary.Log(sum) - (0.5 * point.D1 * point.D1);
            var gap = target - value;
            if (gap < 0)
                low = s;
            else
                high = s;
            var g = NormalDistribution.InverseSqrtTwoPi / sum;
            var step = Householder(
                -gap / g, point.Second + g, point.Third + (3 * g * point.Second) + (2 * g * g));
            var next = Advance(s, step, low, high, out var last);
            if (last || n == IterationMax)
                return Finish(a, point, next, n, straddles: true);
            s = next;
        }
    }

    /// <summary>The fourth-order step from Newton's and the ratios of the higher derivatives to the first.</summary>
    private static double Householder(double newton, double second, double third)
    {
        var denominator = 1 + (newton * (second + (newton * third / 6)));
        var step = newton * (1 + (0.5 * newton * second)) / denominator;
        var sane = step * newton > 0 && Math.Abs(step) < 4 * Math.Abs(newton);
        return sane ? step : newton;
    }

    private static double Advance(double s, double step, double low, double high, out bool last)
    {
        last = Math.Abs(step) <= LastStep * s;
        var next = s + step;
        if (next >= low && next <= high)
            return next;
        last |= high - low <= 4e-16 * high;
        if (last)
            return Math.Clamp(next, low, high);
        return low > 0 && high > 4 * low ? Math.Sqrt(low * high) : 0.5 * (low + high);
    }

    /// <summary>
    /// Small t: V/(a·e^(-x/2)) = s·e^(-t²/2)·(φ(h) - |h|N(-|h|)) nearly, a function of |h| alone once divided by |x|
    /// (the Bachelier price); its inverse by a quadratic near the money and a fitted polynomial (error 7e-4) elsewhere.
    /// </summary>
    private static double LowerGuess(double x, double ratio, double target, double inflection)
    {
        var distance = -x;
        if (ratio > 0.15 * distance && distance < 0.5)
        {
            var q = (ratio / distance) + 0.5;
            var root = Math.Sqrt(Math.Max(0, (q * q) - 0.31830988618379));
            return Math.Min(inflection, distance * 0.39894228 / (q - root));
        }

        var u = Elementary.Log(distance) - (target + (0.5 * x));
        var s = distance / BachelierDistance(u);
        for (var i = 0; i < 2; i++)
        {
            s = Math.Min(s, inflection);
            var h = distance / s;
            var weight = (1 + (h * h)) / (3 + (h * h));
            s = distance / BachelierDistance(u - (0.125 * s * s * weight));
        }

        return Math.Min(s, inflection);
    }

    private static double BachelierDistance(double minusLog)
    {
        var y = Math.Sqrt(Math.Max(1.8, 2 * minusLog));
        var z = 1 / y;
        var p = -1.8266641 + (z * -7.5421067);
        p = 14.02942 + (z * p);
        p = -7.5734571 + (z * p);
        p = -0.18890839 + (z * p);
        return y * (1.0017308 + (z * p));
    }

    /// <summary>a - V = 2√(ab)·N(-t) nearly; the quantile by Abramowitz and Stegun 26.2.23 (error 4.5e-4).</summary>
    private static double UpperGuess(double tail, double inflection)
    {
        if (tail >= 0.45)
            return Math.Max(inflection, 2 * 2.50662827 * (0.5 - tail));
        var y = Math.Sqrt(-2 * Elementary.Log(tail));
        var top = 2.515517 + (y * (0.802853 + (0.010328 * y)));
        var bottom = 1 + (y * (1.432788 + (y * (0.189269 + (0.001308 * y)))));
        return Math.Max(inflection, 2 * (y - (top / bottom)));
    }

    /// <summary>The figures for the condition number come from the last point, 2e-5 from the root at most.</summary>
    private static DeviationRoot Finish(double a, in Point point, double s, int iterations, bool straddles)
    {
        var cash = a * NormalDistribution.Bell(point.D1);
        var near = cash * point.Near;
        var legs = (straddles ? a - near : near) + (cash * point.Far);
        return new DeviationRoot(s, cash * NormalDistribution.InverseSqrtTwoPi * s, legs, iterations);
    }

    /// <summary>The scaled tails at |d1| and |d2|, and ∂²V/∂s² and ∂³V/∂s³ over ∂V/∂s.</summary>
    private readonly record struct Point(double D1, double Near, double Far, double Second, double Third)
    {
        public static Point At(double x, double s)
        {
            var inverse = 1 / s;
            var h = x * inverse;
            var t = 0.5 * s;
            var d1 = h + t;
            var tails = ScaledNormalTail.Evaluate(Vector256.Create(Math.Abs(d1), t - h, 0, 0));
            var second = ((h * h) - (t * t)) * inverse;
            var third = (second * second) - (3 * (h * inverse) * (h * inverse)) - 0.25;
            return new Point(d1, tails.GetElement(0), tails.GetElement(1), second, third);
        }
    }
}
