using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TradingAgent.Quant.Costs;
using TradingAgent.Quant.Covariance;
using TradingAgent.Quant.Hedging;
using TradingAgent.Quant.MeanReversion;
using TradingAgent.Quant.Signals;
using TradingAgent.Quant.Sizing;
using TradingAgent.Quant.Surface;
using TradingAgent.Quant.Volatility;
using TradingAgent.UnitTests.Allocation;
using Xunit;

namespace TradingAgent.UnitTests.Quant;

/// <summary>
/// What the streaming types keep is plain memory without gaps: copied as bytes it is the whole state, and its hash
/// depends on nothing else.
/// </summary>
public sealed class StreamingStateTests
{
    private static readonly Type[] States =
    [
        typeof(EwmaVariance), typeof(TickVariance), typeof(BarVolatility), typeof(RealisedVariance),
        typeof(TwoScaleVariance), typeof(RealisedKernel), typeof(SparseVariance), typeof(TradeRecord),
        typeof(RealisedTrades),
        typeof(StakeLadder), typeof(DrawdownState), typeof(Pyramid), typeof(ExitLadder), typeof(RollingScore),
        typeof(ReversionFit), typeof(ScalpLedger), typeof(StickinessFit), typeof(ImpactFit), typeof(EwmaCovariance),
        typeof(SviFit), typeof(OrderFlowImbalance), typeof(BlockRegression), typeof(VolumeBuckets),
        typeof(QueuePosition), typeof(DecayedRate), typeof(DecayedMoments),
    ];

    [Fact]
    public void It_holds_no_reference_and_has_no_gaps()
    {
        const BindingFlags hidden = BindingFlags.NonPublic | BindingFlags.Static;
        var probe = typeof(StreamingStateTests).GetMethod(nameof(IsPlain), hidden)!;
        foreach (var type in States)
            Assert.True((bool)probe.MakeGenericMethod(type).Invoke(null, null)!, type.Name);
    }

    [Fact]
    public void A_copy_of_its_bytes_goes_on_as_the_original_does()
    {
        BarVolatility original = default;
        for (var i = 0; i < 40; i++)
            original.Add(new PriceBar(100 + i, 104 + (2 * i), 98 - i, 101 + i));
        var bytes = MemoryMarshal.AsBytes(MemoryMarshal.CreateSpan(ref original, 1)).ToArray();
        var copy = MemoryMarshal.Read<BarVolatility>(bytes);
        original.Add(new PriceBar(50, 60, 40, 55));
        copy.Add(new PriceBar(50, 60, 40, 55));
        Assert.Equal(original.Variance(BarEstimator.YangZhang, 30), copy.Variance(BarEstimator.YangZhang, 30));
    }

    [Fact]
    public void Taking_and_reading_allocates_nothing()
    {
        BarVolatility bars = default;
        EwmaCovariance covariance = default;
        RealisedKernel kernel = default;
        Use(ref bars, ref covariance, ref kernel, 1);
        Assert.Equal(0, Allocations.Of(() => Use(ref bars, ref covariance, ref kernel, 200)));
        Assert.True(bars.Variance(BarEstimator.YangZhang, 30).HasValue);
    }

    private static void Use(ref BarVolatility bars, ref EwmaCovariance covariance, ref RealisedKernel kernel, int times)
    {
        for (var i = 0; i < times; i++)
        {
            bars.Add(new PriceBar(100, 105, 98, 101));
            _ = bars.Variance(BarEstimator.YangZhang, 30);
            covariance.Add([0.01, -0.02], 0.97);
            _ = covariance.Correlation(0, 1);
            kernel.Add(100 + (i % 3));
            _ = kernel.Variance(10);
        }
    }

    private static bool IsPlain<T>() =>
        !RuntimeHelpers.IsReferenceOrContainsReferences<T>() && Unsafe.SizeOf<T>() == Filled(typeof(T));

    private static int Filled(Type type)
    {
        var each = type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            .Sum(field => field.FieldType.IsPrimitive ? Marshal.SizeOf(field.FieldType) : Filled(field.FieldType));
        return each * (type.GetCustomAttribute<InlineArrayAttribute>()?.Length ?? 1);
    }
}
