using TradingAgent.Engine.Kernel;
using TradingAgent.TestKit.Engine;
using Xunit;

namespace TradingAgent.UnitTests.Engine;

/// <summary>Books that must not be traded on.</summary>
public sealed class BadMarketTests
{
    private static readonly InstrumentId Perpetual = SmallMarket.Perpetual;

    [Theory]
    [InlineData(100_001, 99_999, 5, 5)]
    [InlineData(100_000, 100_000, 5, 5)]
    [InlineData(100_000, 0, 5, 0)]
    [InlineData(0, 100_000, 0, 5)]
    [InlineData(0, 0, 0, 0)]
    [InlineData(99_999, 100_001, 0, 5)]
    [InlineData(-5, 100_001, 5, 5)]
    [InlineData(50_000, 50_001, 5, 5)]
    [InlineData(200_000, 200_001, 5, 5)]
    public void Nothing_is_placed_on_a_crossed_one_sided_empty_or_absurd_book(
        decimal bid, decimal ask, decimal bidSize, decimal askSize)
    {
        EngineRig rig = new EngineRig().Holding(Perpetual, 1).Ready();
        rig.Quote(Perpetual, bid, ask, bidSize, askSize);
        rig.Silence(Perpetual);
        rig.Mark(Perpetual, 100_000);
        rig.Advance(2_000);
        Assert.Empty(rig.TakePlaced());
        rig.Mid(100_010);
        Assert.Equal(Price.From(100_010.1m), rig.TakeOrder().Price);
    }

    [Theory]
    [InlineData(99_990, 100_010, 100_000)]
    [InlineData(99_990, 100_030, 100_010)]
    [InlineData(99_990, 100_200, 100_005)]
    [InlineData(99_700, 100_010, 100_005)]
    [InlineData(100_020, 100_200, 100_020)]
    [InlineData(99_700, 99_900, 99_900)]
    public void The_middle_of_a_book_that_came_apart_is_nobodys_price(decimal bid, decimal ask, double price)
    {
        EngineRig rig = new EngineRig().Holding(Perpetual, 1).Ready();
        rig.Mid(100_005);
        rig.Quote(Perpetual, bid, ask);
        Assert.Equal(price, rig.Engine.StatusOf(SmallMarket.Bitcoin).Spot, 6);
    }

    [Fact]
    public void Nothing_is_placed_on_a_stale_book()
    {
        EngineRig rig = new EngineRig().Holding(Perpetual, 1).Ready();
        rig.Silence(Perpetual);
        rig.Now += Duration.FromMilliseconds(6_100);
        rig.Mark(Perpetual, 100_000);
        rig.Advance(2_000);
        Assert.Empty(rig.TakePlaced());
    }

    [Fact]
    public void A_resting_order_is_pulled_when_its_book_goes_bad()
    {
        EngineRig rig = new EngineRig().Holding(Perpetual, 1).Ready();
        rig.Mid(100_000);
        EngineCommand order = rig.AcceptOrder();
        rig.Quote(Perpetual, 100_001, 99_999);
        rig.Mark(Perpetual, 100_000);
        EngineCommand cancel = rig.Take().Single();
        Assert.Equal((CommandKind.CancelOrder, order.Order), (cancel.Kind, cancel.Order));
    }

    [Fact]
    public void Nothing_is_placed_against_a_stale_mark()
    {
        EngineRig rig = new EngineRig().Holding(Perpetual, 1).With(ParameterId.MarkAgeMax, 500).Ready();
        rig.Silence(Perpetual);
        rig.Now += Duration.FromMilliseconds(1_000);
        rig.Quote(Perpetual, 100_009.9m, 100_010.1m);
        Assert.Empty(rig.TakePlaced());
        Assert.Contains(rig.ReportsOf(ReportKind.Refusal), r => r.Refusal.Reason == Refusal.StaleMark);
    }

    [Fact]
    public void A_bad_quote_does_not_move_the_reference_price()
    {
        EngineRig rig = new EngineRig().Holding(Perpetual, 1).Ready();
        rig.Mid(100_000);
        rig.Quote(Perpetual, 50_000, 50_001);
        rig.Mark(Perpetual, 100_000);
        Assert.Equal(100_000, rig.Engine.StatusOf(SmallMarket.Bitcoin).Spot);
    }

    [Fact]
    public void A_price_beyond_the_collar_is_refused()
    {
        EngineRig rig = new EngineRig().Holding(Perpetual, 1).With(ParameterId.PriceCollar, 10).Ready();
        rig.Mark(Perpetual, 99_000);
        Assert.Empty(rig.TakePlaced());
        Assert.Contains(rig.ReportsOf(ReportKind.Refusal), r => r.Refusal.Reason == Refusal.PriceCollar);
    }

    [Fact]
    public void A_receipt_stamp_in_the_past_does_not_turn_time_back()
    {
        EngineRig rig = new EngineRig().Ready();
        Timestamp before = rig.Engine.Now;
        rig.Now -= Duration.FromSeconds(100);
        rig.Mid(100_000);
        Assert.Equal(before, rig.Engine.Now);
    }
}
