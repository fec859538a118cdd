namespace TradingAgent.Quant.Maths;

/// <summary>
/// Complementary error function and its scaled form, relatively accurate over the whole line (a few ulp).
/// </summary>
public static class ErrorFunction
{
    private const double SqrtTwo = 1.4142135623730951;

    /// <summary>erfc(x) = 2/√π ∫ from x to infinity of e^(-t²) dt.</summary>
    public static double Erfc(double x)
    {
        if (double.IsNaN(x))
            return x;
        var upper = Gauss(x) * ScaledUpper(Math.Abs(x));
        return x >= 0 ? upper : 2 - upper;
    }

    /// <summary>erfcx(x) = e^(x²)·erfc(x); about 1/(x√π) for large x, infinite below -26.7.</summary>
    public static double Erfcx(double x)
    {
        if (double.IsNaN(x))
            return x;
        var upper = ScaledUpper(Math.Abs(x));
        return x >= 0 ? upper : (2 / Gauss(x)) - upper;
    }

    private static double ScaledUpper(double x) => 2 * ScaledNormalTail.Evaluate(SqrtTwo * x);

    /// <summary>e^(-x²), the rounding error of x² carried along.</summary>
    private static double Gauss(double x)
    {
        var q = x * x;
        if (!(q < 750))
            return 0;
        var value = Elementary.Exp(-q);
        return value - (Math.FusedMultiplyAdd(x, x, -q) * value);
    }
}
