using TradingAgent.Quant.Figures;
using TradingAgent.Quant.Volatility;
using Xunit;

namespace TradingAgent.UnitTests.Quant.Volatility;

public sealed class RealisedTests
{
    [Fact]
    public void Reference_table_agrees()
    {
        ReferenceRows ticks = ReferenceRows.Read("realised_ticks.csv");
        ReferenceRows expected = ReferenceRows.Read("realised.csv");
        var all = new RealisedVariance();
        var kernel = new RealisedKernel();
        var sparse = new SparseVariance();
        TwoScaleVariance five = default, twenty = default;
        TickVariance fast = default, slow = default;
        foreach (var row in ticks.Rows)
        {
            var price = ticks.Of(row, "price");
            all.Add(price);
            kernel.Add(price);
            five.Add(price, 5);
            twenty.Add(price, 20);
            sparse.Add((long)ticks.Of(row, "t_ms"), price, 20_000);
            fast.Add((long)ticks.Of(row, "t_ms"), price, 10_000);
            slow.Add((long)ticks.Of(row, "t_ms"), price, 60_000);
        }

        double Of(params string[] keys) => expected.Value("value", keys);
        ReferenceRows.Near(Of("realised_variance"), all.Variance);
        ReferenceRows.Near(Of("bipower_variation"), all.Bipower);
        ReferenceRows.Near(Of("noise_variance"), all.NoiseVariance);
        foreach (var h in (int[])[0, 1, 5, 10, 20, 30])
            ReferenceRows.Near(Of("realised_kernel_parzen", $"H={h}"), kernel.Variance(h));
        ReferenceRows.Near(Of("two_scale_rv", "K=5"), five.Variance(adjusted: false));
        ReferenceRows.Near(Of("two_scale_rv_adjusted", "K=5"), five.Variance());
        ReferenceRows.Near(Of("two_scale_rv", "K=20"), twenty.Variance(adjusted: false));
        ReferenceRows.Near(Of("two_scale_rv_adjusted", "K=20"), twenty.Variance());
        ReferenceRows.Near(Of("sparse_rv_20s_previous_tick"), sparse.Variance);
        Assert.Equal(6, sparse.Points);
        ReferenceRows.Near(Of("time_decay_ewma_variance_per_ms", "tau_ms=10000"), fast.VariancePerMillisecond);
        ReferenceRows.Near(Of("time_decay_ewma_vol_annual", "tau_ms=10000"), fast.Annualised);
        ReferenceRows.Near(Of("time_decay_ewma_vol_annual", "tau_ms=60000"), slow.Annualised);
        var best = RealisedKernel.BestBandwidth(all.NoiseVariance.Value, sparse.Variance.Value, all.Returns);
        ReferenceRows.Near(Of("kernel_bandwidth_Hstar"), best);
        ReferenceRows.Near(
            Of("realised_kernel_parzen_at_ceil_Hstar"), kernel.Variance((int)Math.Ceiling(best.Value)));
    }

    /// <summary>A price that only flickers between two quotes: all of its variance is noise.</summary>
    [Fact]
    public void Noise_is_taken_out()
    {
        var all = new RealisedVariance();
        var kernel = new RealisedKernel();
        var scales = new TwoScaleVariance();
        for (var i = 0; i < 1000; i++)
        {
            var price = i % 2 == 0 ? 100 : 100.1;
            all.Add(price);
            kernel.Add(price);
            scales.Add(price, 8);
        }

        var noisy = all.Variance.Value;
        Assert.Equal(0, all.JumpShare.Value);
        Assert.InRange(kernel.Variance(20).Value, 0, 0.01 * noisy);
        Assert.Equal(0, scales.Variance().Value);
        Assert.Equal(noisy / 1998, all.NoiseVariance.Value, 1e-12);
    }

    [Fact]
    public void A_jump_is_seen_in_the_difference_to_the_bipower_variation()
    {
        var steady = new RealisedVariance();
        var jumping = new RealisedVariance();
        double price = 100;
        for (var i = 0; i < 200; i++)
        {
            price *= i % 3 == 0 ? 1.001 : 0.9995;
            steady.Add(price);
            jumping.Add(i < 100 ? price : price * 1.05);
        }

        Assert.True(jumping.JumpShare.Value > 0.9);
        Assert.True(steady.JumpShare.Value < 0.5);
        Assert.InRange(jumping.Bipower.Value / jumping.Variance.Value, 0, 0.1);
    }

    [Fact]
    public void Ticks_that_say_nothing_are_refused()
    {
        var variance = new TickVariance();
        Assert.Equal(FigureStatus.WarmingUp, variance.Annualised.Status);
        Assert.Equal(FigureStatus.Ok, variance.Add(1000, 100, 5000));
        Assert.Equal(FigureStatus.OutOfRange, variance.Add(1000, 101, 5000));
        Assert.Equal(FigureStatus.OutOfRange, variance.Add(2000, 0, 5000));
        Assert.Equal(FigureStatus.NotFinite, variance.Add(2000, double.NaN, 5000));
        Assert.Equal(FigureStatus.WarmingUp, variance.Annualised.Status);
        variance.Add(2000, 101, 5000);
        ReferenceRows.Near(Math.Pow(Math.Log(1.01), 2) / 1000, variance.VariancePerMillisecond, 1e-13);
        Assert.Equal(FigureStatus.WarmingUp, default(TwoScaleVariance).Variance().Status);
        Assert.Equal(FigureStatus.WarmingUp, default(RealisedKernel).Variance(3).Status);
        Assert.Equal(FigureStatus.OutOfRange, default(RealisedKernel).Variance(99).Status);
        var scales = new TwoScaleVariance();
        scales.Add(100, 5);
        Assert.Equal(FigureStatus.OutOfRange, scales.Add(101, 6));
    }

    [Fact]
    public void Grid_points_without_a_tick_add_nothing()
    {
        var sparse = new SparseVariance();
        sparse.Add(0, 100, 1000);
        sparse.Add(400, 110, 1000);
        sparse.Add(5500, 120, 1000);
        Assert.Equal(6, sparse.Points);
        ReferenceRows.Near(Math.Pow(Math.Log(1.1), 2), sparse.Variance, 1e-13);
    }
}
