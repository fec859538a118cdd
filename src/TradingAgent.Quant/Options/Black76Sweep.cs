using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using TradingAgent.Quant.Maths;

namespace TradingAgent.Quant.Options;

/// <summary>
/// What a book of options of one expiry is worth at several forwards, and nothing else: the row of a scenario grid.
/// Four legs at a time, and what does not depend on the forward once for all of them: the logarithm of a moved forward
/// is that of the forward plus that of the move. The same bits on every machine, with or without vector hardware.
/// </summary>
/// <remarks>
/// The value of a leg is that of <see cref="Black76"/> up to 1e-14 of the forward: the sum of two logarithms has an
/// absolute error where their ratio has a relative one, which a sum of dollars does not notice. Legs outside the fast
/// domain (at expiry, more than 37 deviations from the money) are priced by <see cref="Black76"/>, one by one; a
/// refused leg counts as nothing and is counted.
/// </remarks>
public static class Black76Sweep
{
    /// <summary>Forwards of one sweep.</summary>
    public const int FactorsMax = 16;

    private const int Width = 4;

    /// <summary>Within these a moved forward is within the bounds of a price too.</summary>
    private const double ForwardMin = 1e-90;

    private const double ForwardMax = 1e90;

    /// <summary>Values the legs at every forward; returns how many values were refused.</summary>
    /// <param name="forward">The forward that is moved.</param>
    /// <param name="yearFraction">To expiry.</param>
    /// <param name="factors">What it is multiplied by.</param>
    /// <param name="logFactors">The natural logarithms of these.</param>
    /// <param name="strikes">Of each leg.</param>
    /// <param name="sigmas">Of each leg, per year.</param>
    /// <param name="sides">Of each leg: +1 call, -1 put.</param>
    /// <param name="held">Of each leg, signed units.</param>
    /// <param name="values">Units times price, one for each factor; overwritten.</param>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Evaluate(
        double forward, double yearFraction, ReadOnlySpan<double> factors, ReadOnlySpan<double> logFactors,
        ReadOnlySpan<double> strikes, ReadOnlySpan<double> sigmas, ReadOnlySpan<double> sides,
        ReadOnlySpan<double> held, Span<double> values)
    {
        int count = strikes.Length;
        Require(factors.Length <= FactorsMax && logFactors.Length == factors.Length);
        Require(values.Length == factors.Length);
        Require(sigmas.Length == count && sides.Length == count && held.Length == count);
        Span<Vector256<double>> sums = stackalloc Vector256<double>[FactorsMax];
        sums[..factors.Length].Clear();
        Span<double> rest = stackalloc double[4 * Width];
        double rootTime = Math.Sqrt(yearFraction);
        int refused = 0;
        for (int first = 0; first < count; first += Width)
        {
            bool isWhole = count - first >= Width;
            if (!isWhole) Pad(strikes[first..], sigmas[first..], sides[first..], held[first..], forward, rest);
            Vector256<double> strike = Load(isWhole ? strikes[first..] : rest);
            Vector256<double> sigma = Load(isWhole ? sigmas[first..] : rest[Width..]);
            Vector256<double> side = Load(isWhole ? sides[first..] : rest[(2 * Width)..]);
            Vector256<double> units = Load(isWhole ? held[first..] : rest[(3 * Width)..]);
            refused += Four(
                forward, yearFraction, rootTime, factors, logFactors, strike, sigma, side, units, count - first, sums);
        }
        for (int j = 0; j < factors.Length; j++)
        {
            Vector256<double> sum = sums[j];
            // In this order on every machine.
            values[j] = (sum.GetElement(0) + sum.GetElement(1)) + (sum.GetElement(2) + sum.GetElement(3));
        }
        return refused;
    }

    /// <summary>Adds four legs to the sum of every factor.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Four(
        double forward, double yearFraction, double rootTime, ReadOnlySpan<double> factors,
        ReadOnlySpan<double> logFactors, Vector256<double> strike, Vector256<double> sigma, Vector256<double> side,
        Vector256<double> units, int legs, Span<Vector256<double>> sums)
    {
        Vector256<double> deviation = sigma * Vector256.Create(rootTime);
        Vector256<double> inverse = Vector256.Create(1.0) / deviation;
        Vector256<double> half = Vector256.Create(0.5) * deviation;
        Vector256<double> log = Elementary.LogRatio(Vector256.Create(forward), strike);
        Vector256<double> usual = LognormalTerms.IsUsual(strike, deviation)
            & Vector256.Equals(Vector256.Abs(side), Vector256.Create(1.0));
        if (!(forward >= ForwardMin && forward <= ForwardMax)) usual = Vector256<double>.Zero;
        int refused = 0;
        for (int j = 0; j < factors.Length; j++)
        {
            double moved = forward * factors[j];
            Vector256<double> distance = (log + Vector256.Create(logFactors[j])) * inverse;
            Vector256<double> price = LognormalTerms.Price(
                Vector256.Create(moved), strike, side, distance, half, out Vector256<double> isNear);
            uint slow = ~(usual & isNear).ExtractMostSignificantBits() & 0xF;
            if (slow != 0) refused += Slow(slow, legs, moved, yearFraction, strike, sigma, side, ref price);
            sums[j] = Vector256.FusedMultiplyAdd(units, price, sums[j]);
        }
        return refused;
    }

    /// <summary>The lanes of a mask by the scalar formula; returns how many legs of them have no value.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Slow(
        uint lanes, int legs, double forward, double yearFraction, Vector256<double> strike,
        Vector256<double> sigma, Vector256<double> side, ref Vector256<double> price)
    {
        int refused = 0;
        for (int lane = 0; lane < Width; lane++)
        {
            if ((lanes & (1u << lane)) == 0) continue;
            OptionGreeks greeks = side[lane] is 1 or -1
                ? Black76.Evaluate(side[lane] > 0, forward, strike[lane], yearFraction, sigma[lane])
                : OptionGreeks.Refused(PricingStatus.SideUnknown);
            if (lane < legs && !greeks.Status.HasValue()) refused++;
            price = price.WithElement(lane, greeks.Price);
        }
        return refused;
    }

    /// <summary>Fills the last four up with legs of which nothing is held.</summary>
    private static void Pad(
        ReadOnlySpan<double> strikes, ReadOnlySpan<double> sigmas, ReadOnlySpan<double> sides,
        ReadOnlySpan<double> held, double forward, Span<double> rest)
    {
        for (int lane = 0; lane < Width; lane++)
        {
            bool isLeg = lane < strikes.Length;
            rest[lane] = isLeg ? strikes[lane] : forward;
            rest[Width + lane] = isLeg ? sigmas[lane] : 1;
            rest[(2 * Width) + lane] = isLeg ? sides[lane] : 1;
            rest[(3 * Width) + lane] = isLeg ? held[lane] : 0;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Load(ReadOnlySpan<double> from) =>
        Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(from));

    private static void Require(bool fits)
    {
        if (!fits) throw new ArgumentException("The columns of a sweep must be of one length, its factors too.");
    }
}
