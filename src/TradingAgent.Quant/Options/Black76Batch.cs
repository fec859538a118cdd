using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using TradingAgent.Quant.Maths;

namespace TradingAgent.Quant.Options;

/// <summary>
/// Undiscounted (r = 0) Black-76 for many options, four at a time: price, delta, gamma, vega and theta. This is what a
/// portfolio revalues on each tick. A leg has the same bits alone, in any lane, at any position of a batch of any
/// length, with or without vector hardware, and the bits of <see cref="Black76"/>.
/// </summary>
/// <remarks>
/// Keep the legs of one expiry side by side in columns (strike, sigma, side) and call the first door with the new
/// forward on each tick: nothing else has to be prepared or refreshed. Lanes outside the fast domain (at expiry, more
/// than 37 deviations from the money, refused inputs) take the scalar path one by one. Never allocates. Values of a
/// refused lane are zeros and its status says why; the count of refused lanes is returned so that a caller can not add
/// up a book with a hole in it without having been told. NaN is never written: it would pass a "greater than limit"
/// test unnoticed.
/// </remarks>
public static class Black76Batch
{
    private const int Width = 4;

    /// <summary>
    /// One expiry: a shared forward and year fraction, a strike, volatility and side (+1 call, -1 put) for each leg.
    /// Returns the number of refused lanes.
    /// </summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Evaluate(
        double forward, double yearFraction, ReadOnlySpan<double> strikes, ReadOnlySpan<double> sigmas,
        ReadOnlySpan<double> sides, in OptionColumns results)
    {
        var count = strikes.Length;
        RequireSame(count, sigmas.Length, sides.Length);
        results.Require(count);
        // Kept in memory on purpose: held in registers over the loop, what is shared crowds out what each four needs.
        Span<Vector256<double>> shared = stackalloc Vector256<double>[2];
        shared[0] = Vector256.Create(forward);
        shared[1] = Vector256.Sqrt(Vector256.Create(yearFraction));
        ref var f = ref MemoryMarshal.GetReference(shared);
        ref var sqrtTime = ref Unsafe.Add(ref f, 1);
        ref var k = ref MemoryMarshal.GetReference(strikes);
        ref var v = ref MemoryMarshal.GetReference(sigmas);
        ref var w = ref MemoryMarshal.GetReference(sides);
        var refused = 0;
        var done = 0;
        while (count - done >= Width || (done > 0 && done < count))
        {
            // The last four may overlap lanes already done: they get the same bits again.
            var i = Math.Min(done, count - Width);
            var at = (nuint)i;
            var slow = Four(
                f, Vector256.LoadUnsafe(ref k, at), sqrtTime, Vector256.LoadUnsafe(ref v, at),
                Vector256.LoadUnsafe(ref w, at), results, i);
            for (var lane = i; slow != 0; lane++, slow >>= 1)
            {
                if ((slow & 1) != 0
                    && !One(forward, strikes[lane], yearFraction, sigmas[lane], sides[lane], results, lane))
                    refused += lane >= done ? 1 : 0;
            }

            done = i + Width;
        }

        for (var lane = done; lane < count; lane++)
            refused += One(forward, strikes[lane], yearFraction, sigmas[lane], sides[lane], results, lane) ? 0 : 1;
        return refused;
    }

    /// <summary>
    /// Any mixture: a forward, strike, year fraction, volatility and side (+1 call, -1 put) for each leg. Returns the
    /// number of refused lanes.
    /// </summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Evaluate(
        ReadOnlySpan<double> forwards, ReadOnlySpan<double> yearFractions, ReadOnlySpan<double> strikes,
        ReadOnlySpan<double> sigmas, ReadOnlySpan<double> sides, in OptionColumns results)
    {
        var count = strikes.Length;
        RequireSame(count, sigmas.Length, sides.Length);
        RequireSame(count, forwards.Length, yearFractions.Length);
        results.Require(count);
        ref var f = ref MemoryMarshal.GetReference(forwards);
        ref var t = ref MemoryMarshal.GetReference(yearFractions);
        ref var k = ref MemoryMarshal.GetReference(strikes);
        ref var v = ref MemoryMarshal.GetReference(sigmas);
        ref var w = ref MemoryMarshal.GetReference(sides);
        var refused = 0;
        var done = 0;
        while (count - done >= Width || (done > 0 && done < count))
        {
            // The last four may overlap lanes already done: they get the same bits again.
            var i = Math.Min(done, count - Width);
            var at = (nuint)i;
            var slow = Four(
                Vector256.LoadUnsafe(ref f, at), Vector256.LoadUnsafe(ref k, at),
                Vector256.Sqrt(Vector256.LoadUnsafe(ref t, at)), Vector256.LoadUnsafe(ref v, at),
                Vector256.LoadUnsafe(ref w, at), results, i);
            for (var lane = i; slow != 0; lane++, slow >>= 1)
            {
                if ((slow & 1) != 0
                    && !One(
                        forwards[lane], strikes[lane], yearFractions[lane], sigmas[lane], sides[lane], results, lane))
                    refused += lane >= done ? 1 : 0;
            }

            done = i + Width;
        }

        for (var lane = done; lane < count; lane++)
        {
            refused += One(forwards[lane], strikes[lane], yearFractions[lane], sigmas[lane], sides[lane], results, lane)
                ? 0 : 1;
        }

        return refused;
    }

    /// <summary>Writes four lanes and returns the bits of those that the scalar path has to overwrite.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Four(
        Vector256<double> forward, Vector256<double> strike, Vector256<double> sqrtTime, Vector256<double> sigma,
        Vector256<double> side, in OptionColumns results, int index)
    {
        var deviation = sigma * sqrtTime;
        var fast = LognormalTerms.Evaluate(
            forward, strike, deviation, out var d1, out _, out var bell, out var tail1, out _, out var timeValue,
            out var inverseForwardDeviation, out var inverse);
        fast &= Vector256.Equals(Vector256.Abs(side), Vector256.Create(1.0));

        var zero = Vector256<double>.Zero;
        var moneyness = side * (forward - strike);
        var price = timeValue + (Vector256.GreaterThan(moneyness, zero) & moneyness);
        var probability = Vector256.ConditionalSelect(
            Vector256.GreaterThan(side * d1, zero), Vector256.Create(1.0) - tail1, tail1);
        var cash = forward * bell;
        var gamma = Vector256.Create(NormalDistribution.InverseSqrtTwoPi) * bell * inverseForwardDeviation;
        var vega = cash * (Vector256.Create(Black76.VegaFactor) * sqrtTime);
        var theta = cash * (Vector256.Create(Black76.ThetaFactor) * (sigma * sigma) * inverse);

        var at = (nuint)index;
        price.StoreUnsafe(ref MemoryMarshal.GetReference(results.Price), at);
        (side * probability).StoreUnsafe(ref MemoryMarshal.GetReference(results.Delta), at);
        gamma.StoreUnsafe(ref MemoryMarshal.GetReference(results.Gamma), at);
        vega.StoreUnsafe(ref MemoryMarshal.GetReference(results.VegaPerPoint), at);
        theta.StoreUnsafe(ref MemoryMarshal.GetReference(results.ThetaPerDay), at);
        ref var status = ref Unsafe.Add(ref MemoryMarshal.GetReference(results.Status), index);
        Unsafe.WriteUnaligned(ref Unsafe.As<PricingStatus, byte>(ref status), 0u);
        return ~fast.ExtractMostSignificantBits() & 0xF;
    }

    /// <summary>One leg by the scalar path; false when it is refused.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool One(
        double forward, double strike, double yearFraction, double sigma, double side, in OptionColumns results,
        int index)
    {
        var greeks = side is 1 or -1
            ? Black76.Evaluate(side > 0, forward, strike, yearFraction, sigma)
            : OptionGreeks.Refused(PricingStatus.SideUnknown);
        results.Price[index] = greeks.Price;
        results.Delta[index] = greeks.Delta;
        results.Gamma[index] = greeks.Gamma;
        results.VegaPerPoint[index] = greeks.VegaPerPoint;
        results.ThetaPerDay[index] = greeks.ThetaPerDay;
        results.Status[index] = greeks.Status;
        return greeks.Status.HasValue();
    }

    private static void RequireSame(int count, int first, int second)
    {
        if (first != count || second != count)
            throw new ArgumentException($"Every input column must have {count} entries, as the strikes have.");
    }
}
