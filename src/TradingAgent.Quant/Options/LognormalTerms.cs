using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using TradingAgent.Quant.Maths;

namespace TradingAgent.Quant.Options;

/// <summary>
/// What every Black-76 figure is made of, for forward F, strike K and standard deviation s = σ√T: the
/// out-of-the-money value and the two tails, all from one exponential and two scaled tails, so that no digit is lost
/// far from the money (the normalised form of Jäckel, "Let's Be Rational"). With G = F·e^(-d1²/2) = K·e^(-d2²/2):
/// F·N(-|d1|) = G·t(|d1|), K·N(-|d2|) = G·t(|d2|), and the value is G·|t(|d1|) - t(|d2|)| if d1 and d2 have the same
/// sign, min(F,K) - G·(t(|d1|) + t(|d2|)) if not.
/// </summary>
internal readonly struct LognormalTerms
{
    /// <summary>Forward and strike are accepted in [1e-100, 1e100].</summary>
    public const double PriceMin = 1e-100;

    /// <summary>Forward and strike are accepted in [1e-100, 1e100].</summary>
    public const double PriceMax = 1e100;

    private const double FastDeviationMin = 1e-30;
    private const double FastDistanceMax = 37;

    public double D1 { get; private init; }

    public double D2 { get; private init; }

    /// <summary>e^(-d1²/2), without the factor 1/√(2π).</summary>
    public double Bell { get; private init; }

    /// <summary>N(-|d1|).</summary>
    public double Tail1 { get; private init; }

    /// <summary>(K/F)·N(-|d2|).</summary>
    public double Tail2 { get; private init; }

    /// <summary>Undiscounted value of the out-of-the-money option of the strike.</summary>
    public double TimeValue { get; private init; }

    /// <summary>1/(F·s).</summary>
    public double InverseForwardDeviation { get; private init; }

    /// <summary>1/s.</summary>
    public double InverseDeviation { get; private init; }

    /// <summary>Valid for F and K in [1e-100, 1e100] and s in [1e-150, 1e12].</summary>
    public static LognormalTerms Of(double forward, double strike, double deviation)
    {
        var mask = Evaluate(
            Vector256.Create(forward), Vector256.Create(strike), Vector256.Create(deviation), out var d1, out var d2,
            out var bell, out var tail1, out var tail2, out var timeValue, out var inverseForward, out var inverse);
        if ((mask.ExtractMostSignificantBits() & 1) == 0)
            return Wide(forward, strike, deviation);
        return new LognormalTerms
        {
            D1 = d1.ToScalar(),
            D2 = d2.ToScalar(),
            Bell = bell.ToScalar(),
            Tail1 = tail1.ToScalar(),
            Tail2 = tail2.ToScalar(),
            TimeValue = timeValue.ToScalar(),
            InverseForwardDeviation = inverseForward.ToScalar(),
            InverseDeviation = inverse.ToScalar(),
        };
    }

    /// <summary>Four at a time. Only lanes set in the returned mask hold results; the others belong to Wide.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Evaluate(
        Vector256<double> forward, Vector256<double> strike, Vector256<double> deviation, out Vector256<double> d1,
        out Vector256<double> d2, out Vector256<double> bell, out Vector256<double> tail1, out Vector256<double> tail2,
        out Vector256<double> timeValue, out Vector256<double> inverseForwardDeviation, out Vector256<double> inverse)
    {
        inverseForwardDeviation = Vector256.Create(1.0) / (forward * deviation);
        inverse = forward * inverseForwardDeviation;
        var h = Elementary.LogRatio(forward, strike) / deviation;
        var t = Vector256.Create(0.5) * deviation;
        d1 = h + t;
        d2 = h - t;

        // e^(-d1²/2) with the rounding error of the square: it matters far from the money.
        var square = d1 * d1;
        var squareRest = Vector256.FusedMultiplyAdd(d1, d1, -square);
        var minusHalf = Vector256.Create(-0.5);
        bell = Elementary.ExpNormal(minusHalf * square, minusHalf * squareRest);

        ScaledNormalTail.Polynomials(Vector256.Abs(d1), Vector256.Abs(d2), out var scaled1, out var scaled2);
        tail1 = bell * scaled1;
        tail2 = bell * scaled2;
        var distance = Vector256.Abs(h);
        var straddles = Vector256.LessThan(distance, t);
        var apart = Vector256.Abs(scaled1 - scaled2);
        var smaller = Vector256.ConditionalSelect(Vector256.LessThan(forward, strike), forward, strike);
        var weight = Vector256.ConditionalSelect(straddles, -(scaled1 + scaled2), apart);
        var start = straddles & smaller;
        timeValue = Vector256.FusedMultiplyAdd(forward * bell, weight, start);
        timeValue = Vector256.ConditionalSelect(
            Vector256.GreaterThan(timeValue, Vector256<double>.Zero), timeValue, Vector256<double>.Zero);

        return Vector256.GreaterThanOrEqual(forward, Vector256.Create(PriceMin))
            & Vector256.LessThanOrEqual(forward, Vector256.Create(PriceMax))
            & Vector256.GreaterThanOrEqual(strike, Vector256.Create(PriceMin))
            & Vector256.LessThanOrEqual(strike, Vector256.Create(PriceMax))
            & Vector256.GreaterThanOrEqual(deviation, Vector256.Create(FastDeviationMin))
            & Vector256.LessThanOrEqual(distance + t, Vector256.Create(FastDistanceMax));
    }

    /// <summary>Lanes that the four-lane code takes by strike and deviation; a forward must be like a strike.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> IsUsual(Vector256<double> strike, Vector256<double> deviation) =>
        Vector256.GreaterThanOrEqual(strike, Vector256.Create(PriceMin))
        & Vector256.LessThanOrEqual(strike, Vector256.Create(PriceMax))
        & Vector256.GreaterThanOrEqual(deviation, Vector256.Create(FastDeviationMin));

    /// <summary>
    /// The undiscounted price alone, from the distance ln(F/K)/s and half the deviation. Only lanes that are near hold
    /// one.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Price(
        Vector256<double> forward, Vector256<double> strike, Vector256<double> side, Vector256<double> distance,
        Vector256<double> half, out Vector256<double> isNear)
    {
        var zero = Vector256<double>.Zero;
        var d1 = distance + half;
        var d2 = distance - half;
        var bell = Elementary.ExpNormal(Vector256.Create(-0.5) * (d1 * d1), zero);
        ScaledNormalTail.Polynomials(Vector256.Abs(d1), Vector256.Abs(d2), out var scaled1, out var scaled2);
        var away = Vector256.Abs(distance);
        var straddles = Vector256.LessThan(away, half);
        var smaller = Vector256.ConditionalSelect(Vector256.LessThan(forward, strike), forward, strike);
        var weight = Vector256.ConditionalSelect(
            straddles, -(scaled1 + scaled2), Vector256.Abs(scaled1 - scaled2));
        var timeValue = Vector256.FusedMultiplyAdd(forward * bell, weight, straddles & smaller);
        timeValue = Vector256.ConditionalSelect(Vector256.GreaterThan(timeValue, zero), timeValue, zero);
        var moneyness = side * (forward - strike);
        isNear = Vector256.LessThanOrEqual(away + half, Vector256.Create(FastDistanceMax));
        return timeValue + (Vector256.GreaterThan(moneyness, zero) & moneyness);
    }

    /// <summary>The same, without the limits of the four-lane code: more than 37 deviations, or extreme s.</summary>
    private static LognormalTerms Wide(double forward, double strike, double deviation)
    {
        var t = 0.5 * deviation;
        var h = Math.Clamp(Elementary.LogRatio(forward, strike) / deviation, -1e6, 1e6);
        var d1 = h + t;
        var d2 = h - t;
        var bell = NormalDistribution.Bell(d1);
        var scaled1 = ScaledNormalTail.Evaluate(Math.Abs(d1));
        var scaled2 = ScaledNormalTail.Evaluate(Math.Abs(d2));

        // Deep inside an enormous deviation e^(-d1²/2) may vanish while K·e^(-d2²/2) does not, or the reverse.
        var tail2 = (strike / forward) * NormalDistribution.Bell(d2) * scaled2;
        var tail1 = bell * scaled1;
        var timeValue = Math.Abs(h) < t
            ? Math.Max(0, Math.Min(forward, strike) - (forward * (tail1 + tail2)))
            : forward * bell * Math.Abs(scaled1 - scaled2);
        return new LognormalTerms
        {
            D1 = d1,
            D2 = d2,
            Bell = bell,
            Tail1 = tail1,
            Tail2 = tail2,
            TimeValue = timeValue,
            InverseForwardDeviation = 1 / deviation / forward,
            InverseDeviation = 1 / deviation,
        };
    }
}
