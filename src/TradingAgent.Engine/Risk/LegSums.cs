using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace TradingAgent.Engine.Risk;

/// <summary>
/// Quantity-weighted sums over adjacent legs. Four fixed lanes and a fixed order, so the bits do not depend on the
/// machine's vector width.
/// </summary>
internal readonly struct LegSums
{
    public double Price { get; private init; }

    public double Delta { get; private init; }

    public double Gamma { get; private init; }

    public double Vega { get; private init; }

    public double Theta { get; private init; }

    public double Cost { get; private init; }

    public static LegSums Of(LegColumns legs, int first, int count) => new()
    {
        Price = Dot(legs.Counted, legs.Prices, first, count),
        Delta = Dot(legs.Counted, legs.Deltas, first, count),
        Gamma = Dot(legs.Counted, legs.Gammas, first, count),
        Vega = Dot(legs.Counted, legs.Vegas, first, count),
        Theta = Dot(legs.Counted, legs.Thetas, first, count),
        Cost = Sum(legs.Costs, first, count),
    };

    private static double Dot(double[] left, double[] right, int first, int count)
    {
        ref double l = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(left), first);
        ref double r = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(right), first);
        Vector256<double> sum = Vector256<double>.Zero;
        int at = 0;
        for (; at + 4 <= count; at += 4)
        {
            sum = Vector256.FusedMultiplyAdd(
                Vector256.LoadUnsafe(ref l, (nuint)at), Vector256.LoadUnsafe(ref r, (nuint)at), sum);
        }
        double total = (sum[0] + sum[1]) + (sum[2] + sum[3]);
        for (; at < count; at++) total = Math.FusedMultiplyAdd(Unsafe.Add(ref l, at), Unsafe.Add(ref r, at), total);
        return total;
    }

    private static double Sum(double[] values, int first, int count)
    {
        double total = 0;
        foreach (double value in values.AsSpan(first, count)) total += value;
        return total;
    }
}
