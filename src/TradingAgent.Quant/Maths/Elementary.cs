using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace TradingAgent.Quant.Maths;

/// <summary>
/// Exponential, logarithm and power whose bits are the same on every IEEE 754 machine: only additions,
/// multiplications, divisions and explicit fused multiply-adds, in a fixed order. The scalar doors run lane 0 of the
/// vector code, so scalar and vector agree by construction. Error: below 1 ulp (Exp, Log), 2 ulp (LogRatio).
/// </summary>
public static class Elementary
{
    private const double Log2E = 1.4426950408889634;
    private const double Ln2High = 0.6931471805598903; // 42 bits, so k * Ln2High is exact for |k| < 2048
    private const double Ln2Low = 5.497923018708371e-14;
    private const double RoundToInteger = 6755399441055744.0; // 1.5 * 2^52: adding it leaves round(x) in the low bits
    private const double SmallestNormal = 2.2250738585072014e-308;
    private const double TwoTo54 = 18014398509481984.0;

    /// <summary>e^x; 0 below -745.2, infinity above 709.8, NaN for NaN.</summary>
    public static double Exp(double x) => Exp(Vector256.Create(x)).ToScalar();

    /// <summary>Natural logarithm; negative infinity at 0, NaN below 0.</summary>
    public static double Log(double x) => Log(Vector256.Create(x)).ToScalar();

    /// <summary>
    /// ln(a/b) without forming the quotient: relatively accurate even when a and b agree in most digits.
    /// Both must be positive and finite, otherwise the result is that of Log(a) - Log(b).
    /// </summary>
    public static double LogRatio(double a, double b)
    {
        var safe = a >= 1e-140 && a <= 1e140 && b >= 1e-140 && b <= 1e140;
        return safe ? LogRatio(Vector256.Create(a), Vector256.Create(b)).ToScalar() : Log(a) - Log(b);
    }

    /// <summary>
    /// x^y for x ≥ 0 as e^(y ln x), with the product carried in two doubles. Relative error about 1e-16·(1 + |y ln x|).
    /// </summary>
    public static double Pow(double x, double y)
    {
        if (y == 0 || x == 1)
            return 1;
        if (x == 0)
            return y > 0 ? 0 : double.PositiveInfinity;
        var log = Log(x);
        var product = y * log;
        if (!double.IsFinite(product))
            return Exp(product);
        var rest = Math.FusedMultiplyAdd(y, log, -product);
        var power = Exp(product);
        return power == 0 || double.IsInfinity(power) ? power : Math.FusedMultiplyAdd(power, rest, power);
    }

    /// <summary>e^x in each lane, with the bits of the scalar door.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Exp(Vector256<double> x)
    {
        var low = Vector256.Create(-760.0);
        var high = Vector256.Create(720.0);
        var bounded = Vector256.ConditionalSelect(Vector256.GreaterThan(x, low), x, low);
        bounded = Vector256.ConditionalSelect(Vector256.LessThan(bounded, high), bounded, high);
        var mantissa = ExpReduced(bounded, Vector256<double>.Zero, out var shifted);

        // 2^k in two factors: the first never leaves the normal range, the second rounds once into the subnormals.
        var magic = Vector256.Create(RoundToInteger);
        var whole = shifted - magic;
        var half = Vector256.FusedMultiplyAdd(whole, Vector256.Create(0.5), magic);
        var rest = (whole - (half - magic)) + magic;
        var result = mantissa * TwoTo(half) * TwoTo(rest);
        return Vector256.ConditionalSelect(Vector256.Equals(x, x), result, x);
    }

    /// <summary>e^(x + xLow) for |x| ≤ 708 and |xLow| far below |x|: the tail of a split argument is kept.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<double> ExpNormal(Vector256<double> x, Vector256<double> xLow)
    {
        var mantissa = ExpReduced(x, xLow, out var shifted);
        return (mantissa.AsInt64() + Vector256.ShiftLeft(shifted.AsInt64(), 52)).AsDouble();
    }

    /// <summary>Natural logarithm in each lane, with the bits of the scalar door.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Log(Vector256<double> x)
    {
        var one = Vector256.Create(1.0);
        var subnormal = Vector256.LessThan(x, Vector256.Create(SmallestNormal));
        var normal = Vector256.ConditionalSelect(subnormal, x * Vector256.Create(TwoTo54), x);
        var shift = Vector256.ConditionalSelect(subnormal, Vector256.Create(54.0), Vector256<double>.Zero);
        var power = NearestPower(normal.AsInt64(), one.AsInt64(), out var scale) - shift;
        var f = (normal * scale) - one;
        var s = f / (f + Vector256.Create(2.0));
        var z = s * s;
        var w = z * AtanhSeries(z);

        // ln(1+f) = 2s + s·w and 2s = f - s·f, so ln(1+f) = f - s·(f - w): the leading term f is exact.
        var correction = Vector256.FusedMultiplyAdd(power, Vector256.Create(Ln2Low), -(s * (f - w)));
        var result = Vector256.FusedMultiplyAdd(power, Vector256.Create(Ln2High), f) + correction;
        return LogOutsideDomain(x, result);
    }

    /// <summary>ln(a/b) in each lane; both in [1e-140, 1e140].</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<double> LogRatio(Vector256<double> a, Vector256<double> b)
    {
        // a·2^-k lies within a factor 1.5 of b, so the difference below is exact (Sterbenz).
        var power = NearestPower(a.AsInt64(), b.AsInt64(), out var scale);
        var scaled = a * scale;
        var s = (scaled - b) / (scaled + b);
        var z = s * s;
        var tail = Vector256.FusedMultiplyAdd(power, Vector256.Create(Ln2Low), s * z * AtanhSeries(z));
        return Vector256.FusedMultiplyAdd(power, Vector256.Create(Ln2High), s + s + tail);
    }

    /// <summary>The integer k nearest to log2(a/b) up to 0.09, as a double, and 2^-k.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> NearestPower(
        Vector256<long> a, Vector256<long> b, out Vector256<double> scale)
    {
        // The bits of a positive double are its log2 in fixed point, up to 0.086.
        var biased = a - b + Vector256.Create((1023L << 52) + (1L << 51));
        var exponent = biased & Vector256.Create(0x7FFL << 52);
        scale = (Vector256.Create(2046L << 52) - exponent).AsDouble();
        var integer = Vector256.ShiftRightLogical(exponent, 52) | Vector256.Create(0x4330L << 48);
        return integer.AsDouble() - Vector256.Create(4503599627370496.0 + 1023.0);
    }

    /// <summary>Reduces to |r| ≤ ln 2 / 2 and returns e^r in [0.70, 1.42]; k is in the low bits of shifted.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> ExpReduced(
        Vector256<double> x, Vector256<double> xLow, out Vector256<double> shifted)
    {
        var magic = Vector256.Create(RoundToInteger);
        shifted = Vector256.FusedMultiplyAdd(x, Vector256.Create(Log2E), magic);
        var k = magic - shifted;
        var r = Vector256.FusedMultiplyAdd(k, Vector256.Create(Ln2High), x);
        r = Vector256.FusedMultiplyAdd(k, Vector256.Create(Ln2Low), r) + xLow;

        // (e^r - 1 - r)/r², Chebyshev interpolation, relative error of e^r 1.7e-17.
        var r2 = r * r;
        var r4 = r2 * r2;
        var p01 = Vector256.FusedMultiplyAdd(
            Vector256.Create(0.1666666666666667), r, Vector256.Create(0.5000000000000001));
        var p23 = Vector256.FusedMultiplyAdd(
            Vector256.Create(0.008333333333326134), r, Vector256.Create(0.04166666666662412));
        var p45 = Vector256.FusedMultiplyAdd(
            Vector256.Create(0.00019841269874822307), r, Vector256.Create(0.0013888888917215586));
        var p67 = Vector256.FusedMultiplyAdd(
            Vector256.Create(2.755725539833871e-06), r, Vector256.Create(2.4801521293463862e-05));
        var p89 = Vector256.FusedMultiplyAdd(
            Vector256.Create(2.5105217695684516e-08), r, Vector256.Create(2.762008948195459e-07));
        var low = Vector256.FusedMultiplyAdd(p23, r2, p01);
        var high = Vector256.FusedMultiplyAdd(p67, r2, p45);
        high = Vector256.FusedMultiplyAdd(p89, r4, high);
        var p = Vector256.FusedMultiplyAdd(high, r4, low);
        return Vector256.Create(1.0) + Vector256.FusedMultiplyAdd(r2, p, r);
    }

    /// <summary>(2 atanh(s)/s - 2)/s² as a polynomial in z = s² ≤ 0.0402; error of the logarithm 8e-19.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> AtanhSeries(Vector256<double> z)
    {
        var z2 = z * z;
        var even = Vector256.FusedMultiplyAdd(
            Vector256.Create(0.13208891124338815), z2, Vector256.Create(0.1818173654483929));
        even = Vector256.FusedMultiplyAdd(even, z2, Vector256.Create(0.28571428567188684));
        even = Vector256.FusedMultiplyAdd(even, z2, Vector256.Create(0.6666666666666666));
        var odd = Vector256.FusedMultiplyAdd(
            Vector256.Create(0.13615206007112907), z2, Vector256.Create(0.15388910114049056));
        odd = Vector256.FusedMultiplyAdd(odd, z2, Vector256.Create(0.2222222306246992));
        odd = Vector256.FusedMultiplyAdd(odd, z2, Vector256.Create(0.4000000000000814));
        return Vector256.FusedMultiplyAdd(odd, z, even);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> TwoTo(Vector256<double> shifted) =>
        (Vector256.ShiftLeft(shifted.AsInt64(), 52) + Vector256.Create(1.0).AsInt64()).AsDouble();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> LogOutsideDomain(Vector256<double> x, Vector256<double> result)
    {
        var infinity = Vector256.Create(double.PositiveInfinity);
        result = Vector256.ConditionalSelect(Vector256.Equals(x, infinity), infinity, result);
        result = Vector256.ConditionalSelect(
            Vector256.GreaterThan(x, Vector256<double>.Zero), result, Vector256.Create(double.NaN));
        return Vector256.ConditionalSelect(Vector256.Equals(x, Vector256<double>.Zero), -infinity, result);
    }
}
