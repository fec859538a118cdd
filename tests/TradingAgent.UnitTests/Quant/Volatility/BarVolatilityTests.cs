using TradingAgent.Quant.Figures;
using TradingAgent.Quant.Volatility;
using TradingAgent.TestKit.Engine;
using Xunit;

namespace TradingAgent.UnitTests.Quant.Volatility;

public sealed class BarVolatilityTests
{
    private static readonly PriceBar[] Bars =
    [
        new(100, 103, 98, 101), new(101.5, 104, 100, 100.5), new(100.2, 101, 96, 97), new(97, 99, 95.5, 98.5),
        new(99, 104, 98.8, 103),
    ];

    [Fact]
    public void Reference_table_agrees()
    {
        ReferenceRows t = ReferenceRows.Read("ewma_yang_zhang.csv");
        var bars = new BarVolatility();
        var fast = new EwmaVariance();
        var slow = new EwmaVariance();
        foreach (var row in t.Rows)
        {
            bars.Add(new PriceBar(t.Of(row, "open"), t.Of(row, "high"), t.Of(row, "low"), t.Of(row, "close")));
            if (row == 0)
                continue;
            fast.Add(t.Of(row, "logret"), 0.94);
            slow.Add(t.Of(row, "logret"), 0.97);
            ReferenceRows.Near(t.Of(row, "ewma94_var"), fast.Variance, 1e-13);
            ReferenceRows.Near(t.Of(row, "ewma94_vol"), fast.Annualised(365), 1e-13);
            ReferenceRows.Near(t.Of(row, "ewma97_var"), slow.Variance, 1e-13);
            if (t.IsBlank(row, "yang_zhang_vol_10"))
            {
                Assert.Equal(FigureStatus.WarmingUp, bars.Variance(BarEstimator.YangZhang, 10).Status);
                continue;
            }

            Compare(t, row, bars);
        }
    }

    [Fact]
    public void One_bar_has_the_printed_formulas()
    {
        var bar = new PriceBar(100, 108, 97, 104);
        double range = Math.Log(108.0 / 97), body = Math.Log(1.04);
        Assert.Equal(range * range / (4 * Math.Log(2)), bar.ParkinsonVariance(), 1e-15);
        Assert.Equal((0.5 * range * range) - (((2 * Math.Log(2)) - 1) * body * body), bar.GarmanKlassVariance(), 1e-15);
        var up = Math.Log(108.0 / 104) * Math.Log(1.08);
        var down = Math.Log(97.0 / 104) * Math.Log(0.97);
        Assert.Equal(up + down, bar.RogersSatchellVariance(), 1e-15);
    }

    [Theory]
    [InlineData(BarEstimator.Parkinson, 60)]
    [InlineData(BarEstimator.GarmanKlass, 60)]
    [InlineData(BarEstimator.RogersSatchell, 60)]
    [InlineData(BarEstimator.YangZhang, 60)]
    [InlineData(BarEstimator.YangZhang, 360)]
    public void Bars_of_few_prices_read_as_those_of_the_whole_path(BarEstimator estimator, int prices)
    {
        var random = new SeededRandom(17);
        double log = 0, raw = 0, whole = 0;
        BarVolatility seen = default, unseen = default;
        for (var bar = 0; bar < 20_000; bar++)
        {
            var path = new double[prices];
            for (var i = 0; i < prices; i++)
            {
                var radius = Math.Sqrt(-2 * Math.Log(1 - random.Between(0, 1)));
                log += 0.01 / Math.Sqrt(prices) * radius * Math.Cos(2 * Math.PI * random.Between(0, 1));
                path[i] = Math.Exp(log);
            }

            var one = new PriceBar(path[0], path.Max(), path.Min(), path[^1]);
            seen.Add(one);
            unseen.Add(one.WithUnseen(prices));
            if (bar % 50 != 49 || bar < 50)
                continue;
            raw += seen.Variance(estimator, 50).Value / 399;
            whole += unseen.Variance(estimator, 50).Value / 399;
        }

        Assert.Equal(1, whole / 1e-4, 0.03);
        Assert.True(raw / 1e-4 < whole / 1e-4 - 0.05, $"{raw / 1e-4}");
    }

    [Fact]
    public void A_bar_of_one_price_stays_one()
    {
        var bar = new PriceBar(100, 100, 100, 100);
        Assert.Equal(bar, bar.WithUnseen(1));
        Assert.Equal(bar, bar.WithUnseen(50));
        var told = new PriceBar(100, 103, 98, 101);
        Assert.Equal(told, told.WithUnseen(4));
    }

    [Theory]
    [InlineData(BarEstimator.CloseToClose, 2.0)]
    [InlineData(BarEstimator.Parkinson, 0.407)]
    [InlineData(BarEstimator.RogersSatchell, 0.331)]
    public void The_error_of_an_estimate_is_that_of_its_efficiency(BarEstimator estimator, double ofOneBar)
    {
        // Of normal returns a squared return varies by twice its square, a Parkinson bar by 0.41 (efficiency 4.9), one
        // of Rogers and Satchell by 0.33 (efficiency 6).
        var random = new SeededRandom(23);
        double log = 0, sum = 0;
        BarVolatility bars = default;
        for (var bar = 0; bar < 3_000; bar++)
        {
            double first = log, high = log, low = log;
            for (var i = 0; i < 400; i++)
            {
                var radius = Math.Sqrt(-2 * Math.Log(1 - random.Between(0, 1)));
                log += 0.0005 * radius * Math.Cos(2 * Math.PI * random.Between(0, 1));
                (high, low) = (Math.Max(high, log), Math.Min(low, log));
            }

            bars.Add(new PriceBar(Math.Exp(first), Math.Exp(high), Math.Exp(low), Math.Exp(log)).WithUnseen(400));
            if (bar >= 64)
                sum += bars.ErrorSquared(estimator, 64).Value * 64 / (3_000 - 64);
        }

        Assert.Equal(ofOneBar, sum, 0.1 * ofOneBar);
        Assert.Equal(FigureStatus.OutOfRange, bars.ErrorSquared(estimator, 65).Status);
        Assert.Equal(FigureStatus.WarmingUp, default(BarVolatility).ErrorSquared(estimator, 64).Status);
    }

    [Fact]
    public void Yang_and_Zhang_weigh_thirty_bars_by_0_14114()
    {
        // Gaps only on every other bar and flat otherwise: what is left is the gaps' variance plus k times the bodies'.
        var bars = new BarVolatility();
        for (var i = 0; i <= 30; i++)
            bars.Add(new PriceBar(100, i % 2 == 0 ? 100 : 110, 100, i % 2 == 0 ? 100 : 110));
        var body = Math.Log(1.1);
        var gapVariance = SampleVariance([.. Enumerable.Range(1, 30).Select(i => i % 2 == 0 ? -body : 0)]);
        var bodyVariance = SampleVariance([.. Enumerable.Range(1, 30).Select(i => i % 2 == 0 ? 0 : body)]);
        Assert.Equal(gapVariance + (0.141138 * bodyVariance), bars.Variance(BarEstimator.YangZhang, 30).Value, 1e-8);
    }

    [Theory]
    [InlineData(BarEstimator.CloseToClose)]
    [InlineData(BarEstimator.Parkinson)]
    [InlineData(BarEstimator.GarmanKlass)]
    [InlineData(BarEstimator.RogersSatchell)]
    [InlineData(BarEstimator.GarmanKlassWithGaps)]
    [InlineData(BarEstimator.YangZhang)]
    public void The_unit_of_price_does_not_matter(BarEstimator estimator)
    {
        BarVolatility here = default, there = default;
        foreach (var bar in Bars)
        {
            here.Add(bar);
            there.Add(new PriceBar(bar.Open * 640, bar.High * 640, bar.Low * 640, bar.Close * 640));
        }

        var expected = here.Variance(estimator, 4);
        Assert.True(expected.Value > 0);
        ReferenceRows.Near(expected.Value, there.Variance(estimator, 4), 1e-12);
        Assert.Equal(FigureStatus.WarmingUp, here.Variance(estimator, 5).Status);
        Assert.Equal(FigureStatus.OutOfRange, here.Variance(estimator, 1).Status);
        Assert.Equal(FigureStatus.OutOfRange, here.Variance(estimator, BarVolatility.Capacity + 1).Status);
    }

    [Fact]
    public void Only_the_last_bars_count_however_many_came_before()
    {
        BarVolatility fresh = default, old = default;
        for (var i = 0; i < 150; i++)
            old.Add(new PriceBar(50, 60 + (i % 7), 40, 55));
        old.BreakSequence();
        foreach (var bar in Bars)
        {
            fresh.Add(bar);
            old.Add(bar);
        }

        foreach (var estimator in Enum.GetValues<BarEstimator>())
            Assert.Equal(fresh.Variance(estimator, 4), old.Variance(estimator, 4));
    }

    [Theory]
    [InlineData(100, 99, 98, 99, FigureStatus.OutOfRange)]
    [InlineData(100, 101, 100.5, 100.7, FigureStatus.OutOfRange)]
    [InlineData(0, 101, 0, 100, FigureStatus.OutOfRange)]
    [InlineData(100, double.NaN, 99, 100, FigureStatus.NotFinite)]
    public void What_is_no_bar_is_refused_and_changes_nothing(
        double open, double high, double low, double close, FigureStatus status)
    {
        BarVolatility bars = default;
        foreach (var bar in Bars)
            bars.Add(bar);
        var before = bars.Variance(BarEstimator.YangZhang, 4);
        Assert.Equal(status, bars.Add(new PriceBar(open, high, low, close)));
        Assert.Equal(before, bars.Variance(BarEstimator.YangZhang, 4));
        Assert.Equal(4, bars.Count);
    }

    private static void Compare(ReferenceRows t, int row, in BarVolatility bars)
    {
        (string Name, BarEstimator Estimator)[] columns =
        [
            ("close_vol_10", BarEstimator.CloseToClose), ("parkinson_vol_10", BarEstimator.Parkinson),
            ("garman_klass_vol_10", BarEstimator.GarmanKlass), ("rogers_satchell_vol_10", BarEstimator.RogersSatchell),
            ("gk_yz_vol_10", BarEstimator.GarmanKlassWithGaps), ("yang_zhang_vol_10", BarEstimator.YangZhang),
        ];
        foreach (var (name, estimator) in columns)
            ReferenceRows.Near(t.Of(row, name), bars.Annualised(estimator, 10, 365), 1e-12);
    }

    private static double SampleVariance(double[] values)
    {
        var mean = values.Average();
        return values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1);
    }
}
