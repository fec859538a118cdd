using TradingAgent.Engine.Kernel;
using TradingAgent.Engine.Market;
using TradingAgent.Engine.Scaling;
using TradingAgent.Engine.Signals;
using TradingAgent.TestKit.Engine;
using Xunit;

namespace TradingAgent.UnitTests.Engine.Signals;

/// <summary>What the public streams say beside prices: figures by hand, ages, and nothing made of nothing.</summary>
public sealed class FlowBoardTests
{
    private readonly EngineClock _clock = new();
    private readonly EngineParameters _parameters = new();
    private readonly ForwardCurve _curve;
    private readonly FlowBoard _board;
    private Timestamp _now = SmallMarket.Start;

    public FlowBoardTests()
    {
        var limits = new EngineLimits { Instruments = 64 };
        var listings = new Listings(limits);
        _curve = new ForwardCurve(limits, _clock);
        _board = new FlowBoard(limits, _clock, _parameters, listings, _curve);
        foreach ((InstrumentId id, InstrumentTerms terms) in SmallMarket.All)
        {
            listings.List(id, terms);
            _curve.OnListed(id, terms);
        }
        Pass(0);
        _curve.OnReferenceQuote(SmallMarket.Bitcoin, 100_000, 100_000);
    }

    private ScalingView View
    {
        get
        {
            ScalingView view = default;
            _board.Read(SmallMarket.Bitcoin, ref view);
            return view;
        }
    }

    [Fact]
    public void Nothing_heard_is_not_known()
    {
        Assert.Equal(double.NaN, View.VolumePerDay);
        Assert.Equal(double.NaN, View.FundingScore);
        Assert.Equal(double.NaN, View.OpenInterestChange);
        Assert.Equal(double.NaN, View.PriceChange);
        Assert.Equal(double.NaN, View.LiquidationPressure);
        Assert.Equal((double.NaN, double.NaN), _board.Depth(SmallMarket.Perpetual));
    }

    [Fact]
    public void Volume_is_coins_a_day_over_all_futures_and_inverse_ones_are_converted()
    {
        for (int i = 0; i < 240; i++)
        {
            Pass(15);
            Trade(SmallMarket.Perpetual, 1);
            Trade(SmallMarket.InversePerpetual, 50_000);
        }
        // 1.5 coins every 15 seconds.
        Assert.Equal(86_400 * 0.1, View.VolumePerDay, 86_400 * 0.1 * 0.01);
        Pass(299);
        Assert.True(View.VolumePerDay < 86_400 * 0.1);
        Pass(2);
        Assert.Equal(double.NaN, View.VolumePerDay);
    }

    [Fact]
    public void A_gap_in_the_trades_begins_the_volume_anew()
    {
        for (int i = 0; i < 100; i++)
        {
            Pass(15);
            Trade(SmallMarket.Perpetual, 100);
        }
        Pass(301);
        Trade(SmallMarket.Perpetual, 1);
        Assert.Equal(double.NaN, View.VolumePerDay);
        for (int i = 0; i < 40; i++)
        {
            Pass(15);
            Trade(SmallMarket.Perpetual, 1);
        }
        Assert.Equal(86_400.0 / 15, View.VolumePerDay, 86_400.0 / 15 * 0.04);
    }

    [Fact]
    public void Depth_is_coins_within_ten_basis_points_while_it_is_young()
    {
        _board.OnDepth(SmallMarket.Perpetual, new DepthSummaryChanged(Q(1), Q(2), Q(3), Q(4), Q(5), Q(6), Q(7), Q(8)));
        _board.OnDepth(
            SmallMarket.InversePerpetual,
            new DepthSummaryChanged(Q(1), Q(200_000), Q(3), Q(4), Q(5), Q(600_000), Q(7), Q(8)));
        Assert.Equal((2, 6), _board.Depth(SmallMarket.Perpetual));
        Assert.Equal((2, 6), _board.Depth(SmallMarket.InversePerpetual));
        Pass(7);
        Assert.Equal((double.NaN, double.NaN), _board.Depth(SmallMarket.Perpetual));
    }

    [Fact]
    public void Funding_is_scored_against_the_time_it_stood_and_per_eight_hours_whatever_the_interval()
    {
        Funding(0.0001, 480);
        Pass(8 * 3600);
        Funding(0.00015, 240);
        Pass(8 * 3600);
        Funding(0.0008, 480);
        const double memory = 3 * 86_400;
        double old = Math.Exp(-28_800 / memory) * (1 - Math.Exp(-28_800 / memory));
        double fresh = 1 - Math.Exp(-28_800 / memory);
        double mean = ((1 * old) + (3 * fresh)) / (old + fresh);
        double variance = ((old * (1 - mean) * (1 - mean)) + (fresh * (3 - mean) * (3 - mean))) / (old + fresh);
        Assert.Equal((8 - mean) / Math.Sqrt(variance), View.FundingScore, 1e-8);
        Pass((8 * 3600) + 301);
        Assert.Equal(double.NaN, View.FundingScore);
    }

    [Fact]
    public void Funding_needs_a_tenth_of_its_memory_and_a_finite_rate()
    {
        Funding(0.0001, 480);
        Pass(3 * 3600);
        Funding(double.NaN, 480);
        Funding(0.0002, 480);
        Assert.Equal(double.NaN, View.FundingScore);
    }

    [Fact]
    public void Open_interest_changes_over_an_hour_with_the_price_over_the_same_hour()
    {
        for (int minute = 0; minute <= 60; minute++)
        {
            _curve.OnReferenceQuote(SmallMarket.Bitcoin, 100_000 + (minute * 10), 100_000 + (minute * 10));
            _board.OnOpenInterest(SmallMarket.Perpetual, new OpenInterestChanged(1_000 + minute));
            Assert.Equal(minute == 60, double.IsFinite(View.OpenInterestChange));
            Pass(60);
        }
        Assert.Equal(0.06, View.OpenInterestChange, 1e-12);
        Assert.Equal(0.006, View.PriceChange, 1e-12);
        Pass(600);
        Assert.Equal(double.NaN, View.OpenInterestChange);
    }

    [Fact]
    public void An_interrupted_hour_is_no_hour()
    {
        _board.OnOpenInterest(SmallMarket.Perpetual, new OpenInterestChanged(1_000));
        Pass(4_300);
        _board.OnOpenInterest(SmallMarket.Perpetual, new OpenInterestChanged(2_000));
        Assert.Equal(double.NaN, View.OpenInterestChange);
    }

    [Fact]
    public void Liquidations_press_by_side_against_what_is_usual_and_calm_is_zero_not_unknown()
    {
        for (int i = 0; i < 120; i++)
        {
            Pass(60);
            Trade(SmallMarket.Perpetual, 1);
            Liquidate(i % 2 == 0 ? Side.Buy : Side.Sell, 1);
        }
        Assert.InRange(View.LiquidationPressure, -1, 1);
        for (int i = 0; i < 50; i++) Liquidate(Side.Buy, 1);
        Assert.True(View.LiquidationPressure > 5, $"{View.LiquidationPressure}");
        for (int i = 0; i < 120; i++)
        {
            Pass(60);
            Trade(SmallMarket.Perpetual, 1);
        }
        Assert.Equal(0, View.LiquidationPressure, 1e-6);
        Pass(301);
        Assert.Equal(double.NaN, View.LiquidationPressure);
    }

    private void Pass(double seconds)
    {
        _now += Duration.FromSeconds(seconds);
        _clock.Advance(_now);
    }

    private void Trade(InstrumentId id, decimal quantity) =>
        _board.OnTrade(id, new TradePrinted(Price.From(100_000), Q(quantity), Side.Buy, 1));

    private void Funding(double rate, int minutes) =>
        _board.OnFunding(SmallMarket.Perpetual, new FundingChanged(rate, _now + Duration.FromSeconds(28_800), minutes));

    private void Liquidate(Side position, decimal quantity) =>
        _board.OnLiquidation(SmallMarket.Perpetual, new LiquidationPrinted(position, Price.From(100_000), Q(quantity)));

    private static Quantity Q(decimal quantity) => Quantity.From(quantity);
}
