namespace TradingAgent.Quant.Maths;

/// <summary>
/// The standard normal distribution: density, distribution function and quantile, each relatively accurate in both
/// tails (a few ulp, down to the smallest normal double).
/// </summary>
public static class NormalDistribution
{
    /// <summary>1/√(2π), the density at 0.</summary>
    public const double InverseSqrtTwoPi = 0.3989422804014327;

    /// <summary>e^(-x²/2)/√(2π).</summary>
    public static double Density(double x) => InverseSqrtTwoPi * Bell(x);

    /// <summary>P(X ≤ x).</summary>
    public static double Cumulative(double x)
    {
        if (double.IsNaN(x))
            return x;
        var tail = Bell(x) * ScaledNormalTail.Evaluate(Math.Abs(x));
        return x > 0 ? 1 - tail : tail;
    }

    /// <summary>
    /// The x with P(X ≤ x) = probability; infinite at 0 and 1, NaN outside. Starts from the leading asymptotics and
    /// polishes with third-order steps on the logarithm of the tail, which is concave: no rational tables.
    /// </summary>
    public static double Inverse(double probability)
    {
        if (probability == 0.5)
            return 0;
        if (probability < 0.5)
            return -InverseTail(probability);
        return InverseTail(1 - probability);
    }

    /// <summary>The x ≥ 0 with P(X &gt; x) = tail, 0 &lt; tail ≤ ½.</summary>
    public static double InverseTail(double tail)
    {
        if (tail == 0)
            return double.PositiveInfinity;
        if (!(tail > 0 && tail <= 0.5))
            return double.NaN;
        var logTail = Elementary.Log(tail);
        var x = FirstGuess(tail, logTail);
        for (var i = 0; i < 6; i++)
        {
            var scaled = ScaledNormalTail.Evaluate(x);
            // g(x) = ln(N(-x)/tail), g' = -m with m = φ/N(-x), g'' = m(x - m).
            var g = x < 1
                ? Elementary.LogRatio(Bell(x) * scaled, tail)
                : Elementary.Log(scaled) - (0.5 * x * x) - logTail;
            var m = InverseSqrtTwoPi / scaled;
            var newton = g / m;
            var step = newton / (1 + (0.5 * newton * (m - x)));
            x = Math.Max(0, x + step);
            if (Math.Abs(step) <= 1e-6 * (x + 1e-3))
                break;
        }

        return x;
    }

    /// <summary>e^(-x²/2), the rounding error of x² carried along.</summary>
    internal static double Bell(double x)
    {
        var q = x * x;
        if (!(q < 1500))
            return double.IsNaN(x) ? x : 0;
        var rest = Math.FusedMultiplyAdd(x, x, -q);
        var bell = Elementary.Exp(-0.5 * q);
        return bell - (0.5 * rest * bell);
    }

    private static double FirstGuess(double tail, double logTail)
    {
        if (tail > 0.05)
            return (0.5 - tail) * 2.5066282746310007 * (1 + (1.2 * (0.5 - tail) * (0.5 - tail)));
        var l = -2 * (logTail + 0.9189385332046728);
        return Math.Sqrt(l - Elementary.Log(l));
    }
}
