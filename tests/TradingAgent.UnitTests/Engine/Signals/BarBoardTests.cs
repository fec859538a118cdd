using TradingAgent.Engine.Kernel;
using TradingAgent.Engine.Scaling;
using TradingAgent.Engine.Signals;
using TradingAgent.Quant.Figures;
using TradingAgent.Quant.Volatility;
using TradingAgent.TestKit.Engine;
using Xunit;

namespace TradingAgent.UnitTests.Engine.Signals;

/// <summary>Bars and what is made of them: each source its own estimator, and none that outlives a silence.</summary>
public sealed class BarBoardTests
{
    private const int Window = 20;
    private const double BarsPerYear = 365.0 * 86_400;
    private readonly EngineClock _clock = new();
    private readonly EngineParameters _parameters = new();
    private readonly BarBoard _board;
    private readonly SeededRandom _random = new(7);
    private double _price = 100_000;

    public BarBoardTests()
    {
        _parameters.Stage();
        _parameters.Set(new ParameterSet((ushort)ParameterId.BarInterval, UnderlyingId.None, 1000));
        _parameters.Set(new ParameterSet((ushort)ParameterId.VolatilityBars, UnderlyingId.None, Window));
        _parameters.Commit(0);
        _board = new BarBoard(_parameters, _clock);
        Pass(0);
    }

    [Fact]
    public void Each_source_is_its_own_estimator()
    {
        BarVolatility window = default;
        EwmaVariance smooth = default, realised = default;
        double last = 0;
        for (int i = 0; i <= Window; i++)
        {
            double[] ticks = Bar(SmallMarket.Bitcoin);
            window.Add(new PriceBar(ticks[0], ticks.Max(), ticks.Min(), ticks[^1]).WithUnseen(ticks.Length));
            if (last > 0) smooth.Add(TradingAgent.Quant.Maths.Elementary.LogRatio(ticks[^1], last), EwmaSpeed.Guarded);
            last = ticks[^1];
            TwoScaleVariance within = default;
            foreach (double tick in ticks) within.Add(tick, 8);
            realised.Add(Math.Sqrt(within.Variance().Value), EwmaSpeed.Guarded);
        }
        ScalingView view = Read(SmallMarket.Bitcoin);
        Dictionary<VolatilitySource, Figure> expected = new()
        {
            [VolatilitySource.Ewma] = smooth.Annualised(BarsPerYear),
            [VolatilitySource.CloseToClose] = window.Annualised(BarEstimator.CloseToClose, Window, BarsPerYear),
            [VolatilitySource.Parkinson] = window.Annualised(BarEstimator.Parkinson, Window, BarsPerYear),
            [VolatilitySource.GarmanKlass] = window.Annualised(BarEstimator.GarmanKlass, Window, BarsPerYear),
            [VolatilitySource.RogersSatchell] = window.Annualised(BarEstimator.RogersSatchell, Window, BarsPerYear),
            [VolatilitySource.YangZhang] = window.Annualised(BarEstimator.YangZhang, Window, BarsPerYear),
            [VolatilitySource.Realised] = realised.Annualised(BarsPerYear),
        };
        // A source that nobody named here would be one that nobody looked at.
        Assert.Equal(Enum.GetValues<VolatilitySource>(), expected.Keys.Order());
        foreach ((VolatilitySource source, Figure figure) in expected)
            Assert.Equal(figure.Value, view.VolatilityBy((double)source), figure.Value * 1e-12);
        double[] values = [.. expected.Values.Select(figure => figure.Value).Order()];
        for (int i = 1; i < values.Length; i++)
            Assert.True(values[i] > values[i - 1] * 1.0001, "two of them could be swapped and nobody would notice");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(Window)]
    public void After_a_window_of_silence_nothing_is_known_until_it_is_warm_again(int spansAnEvent)
    {
        Warm(SmallMarket.Bitcoin);
        ScalingView view = Read(SmallMarket.Bitcoin);
        long bars = view.Bars;
        AssertKnown(view, true);
        if (spansAnEvent == 1)
        {
            for (int i = 0; i < Window - 1; i++) Pass(1000);
            AssertKnown(Read(SmallMarket.Bitcoin), true);
            Pass(1000);
        }
        else
        {
            // Nothing happened anywhere meanwhile: the first event after it is what says so.
            Pass(1000 * (Window - 1));
            AssertKnown(Read(SmallMarket.Bitcoin), true);
            Pass(1000);
        }
        view = Read(SmallMarket.Bitcoin);
        AssertKnown(view, false);
        Assert.Equal(bars, view.Bars);
        for (int i = 0; i < Window; i++)
        {
            Bar(SmallMarket.Bitcoin);
            AssertKnown(Read(SmallMarket.Bitcoin), false, isPart: true);
        }
        Bar(SmallMarket.Bitcoin);
        AssertKnown(Read(SmallMarket.Bitcoin), true);
        Assert.Equal(bars + Window + 1, Read(SmallMarket.Bitcoin).Bars);
    }

    [Fact]
    public void Spans_that_end_between_two_events_are_counted_by_the_clock_and_make_no_return()
    {
        Warm(SmallMarket.Bitcoin);
        double before = Read(SmallMarket.Bitcoin).VolatilityBy(0);
        _board.OnPrice(SmallMarket.Bitcoin, _price);
        // The bar of that price closes, and two more spans end with it.
        Pass(3000);
        double quiet = Read(SmallMarket.Bitcoin).VolatilityBy(0);
        Assert.True(quiet < before);
        Assert.True(Read(SmallMarket.Bitcoin).BarClose > 0);
        _price *= 1.2;
        _board.OnPrice(SmallMarket.Bitcoin, _price);
        Pass(1000);
        Assert.Equal(quiet, Read(SmallMarket.Bitcoin).VolatilityBy(0));
        Assert.True(Read(SmallMarket.Bitcoin).TrueRange < 1_000, "a jump over a gap is no range of a bar");
    }

    [Fact]
    public void A_coin_that_fell_silent_leaves_the_covariance_to_the_others_and_comes_back()
    {
        for (int i = 0; i <= Window; i++) Both();
        Assert.True(Read(SmallMarket.Bitcoin).CovarianceIndex >= 0);
        Assert.True(Read(SmallMarket.Ether).CovarianceIndex >= 0);
        for (int i = 0; i < Window; i++) Bar(SmallMarket.Bitcoin);
        Assert.Equal(-1, Read(SmallMarket.Ether).CovarianceIndex);
        ScalingView alone = Read(SmallMarket.Bitcoin);
        Assert.Equal(0, alone.CovarianceIndex);
        Assert.True(double.IsNaN(alone.Covariance[0]), "what held for both is not known any more");
        for (int i = 0; i < Window; i++) Bar(SmallMarket.Bitcoin);
        Assert.True(Read(SmallMarket.Bitcoin).Covariance[0] > 0);
        for (int i = 0; i < Window + 2; i++) Both();
        ScalingView ether = Read(SmallMarket.Ether);
        Assert.True(ether.Covariance[ether.CovarianceIndex] > 0);
        Assert.True(double.IsFinite(Read(SmallMarket.Bitcoin).Covariance[ether.CovarianceIndex]));
    }

    [Fact]
    public void Old_figures_size_nothing_after_a_silence()
    {
        EngineRig rig = new EngineRig().With(ParameterId.BarInterval, 1000).With(ParameterId.DayLossMax, 1e9)
            .With(ParameterId.DrawdownMax, 1e9).FundedWith(CurrencyId.Usdt, 1_000_000)
            .WithPolicy("volatility-target", ("CapitalShare", 1)).Ready();
        for (int i = 0; i < 40; i++)
        {
            rig.Mid(100_000 + (i % 2 == 0 ? 20m : -20m));
            rig.Advance(1000, step: 250, quotes: false);
        }
        Assert.Equal(PolicyInput.None, rig.StepOf("volatility-target").Missing);
        rig.Advance(31_000, step: 31_000, quotes: false);
        rig.Mid(100_000);
        rig.Advance(1200, quotes: false);
        Assert.Equal(PolicyInput.Volatility, rig.StepOf("volatility-target").Missing);
    }

    private static void AssertKnown(in ScalingView view, bool isKnown, bool isPart = false)
    {
        for (int source = 0; source < 7; source++)
            Assert.True(isKnown == double.IsFinite(view.VolatilityBy(source)) || (isPart && source == 6), $"{source}");
        if (!isPart) Assert.Equal(isKnown, double.IsFinite(view.TrueRange));
    }

    private void Warm(UnderlyingId underlying)
    {
        for (int i = 0; i <= Window; i++) Bar(underlying);
    }

    private void Both()
    {
        Ticks(SmallMarket.Bitcoin, _price);
        Ticks(SmallMarket.Ether, _price / 25);
        Pass(1000);
    }

    /// <summary>A bar of forty ticks; what they were.</summary>
    private double[] Bar(UnderlyingId underlying)
    {
        double[] ticks = Ticks(underlying, _price);
        _price = ticks[^1];
        Pass(1000);
        return ticks;
    }

    private double[] Ticks(UnderlyingId underlying, double from)
    {
        var ticks = new double[40];
        for (int i = 0; i < ticks.Length; i++)
        {
            ticks[i] = from *= 1 + _random.Between(-0.0003, 0.0003);
            _board.OnPrice(underlying, from);
        }
        return ticks;
    }

    private void Pass(long milliseconds)
    {
        Timestamp from = _clock.Now.IsNone ? SmallMarket.Start : _clock.Now;
        _clock.Advance(from + Duration.FromMilliseconds(milliseconds));
        _board.OnTime();
    }

    private ScalingView Read(UnderlyingId underlying)
    {
        ScalingView view = default;
        _board.Read(underlying, ref view);
        _board.ReadCovariance(underlying, ref view);
        return view;
    }
}
