using TradingAgent.TestKit.Engine;
using Xunit;

namespace TradingAgent.UnitTests.Engine;

/// <summary>Legs without inputs: never a silent zero.</summary>
public sealed class UnpricedLegTests
{
    private static readonly InstrumentId Call = SmallMarket.AtTheMoneyCall;
    private static readonly InstrumentId Perpetual = SmallMarket.Perpetual;

    private static EngineRig WithUnpricedCall(decimal perpetual, decimal calls = 1)
    {
        EngineRig rig = new EngineRig().Holding(Perpetual, perpetual).Holding(Call, calls).Ready();
        rig.OptionTicker(Call, 0, 100_000);
        return rig;
    }

    [Fact]
    public void It_is_told_and_counted_as_not_good()
    {
        EngineRig rig = WithUnpricedCall(-3);
        rig.Mid(100_010);
        Assert.Contains(
            rig.ReportsOf(ReportKind.LegQuality),
            r => r.Instrument == Call && r.LegQuality.To == LegQuality.Unpriced);
        EngineStatus status = Status(rig);
        Assert.Equal((1, 1), (status.Legs, status.NotGood));
    }

    [Fact]
    public void Only_what_helps_over_the_whole_interval_is_hedged()
    {
        EngineRig rig = WithUnpricedCall(-3);
        rig.Mid(100_010);
        EngineCommand order = rig.TakePlaced().LastOrDefault(c => c.Side == Side.Buy);
        Assert.Equal(Quantity.From(1.95m), order.Quantity);
    }

    [Fact]
    public void Nothing_is_hedged_when_the_interval_holds_the_target()
    {
        EngineRig rig = WithUnpricedCall(-0.5m);
        foreach (EngineCommand order in rig.Commands.Where(c => c.Kind == CommandKind.PlaceOrder).ToArray())
            rig.Reject(order, RejectReason.WouldTake);
        rig.Take();
        rig.Mid(100_010);
        rig.Advance(3_000);
        Assert.Empty(rig.TakePlaced());
    }

    [Fact]
    public void The_venues_greeks_count_where_our_own_formula_cannot_speak()
    {
        EngineRig rig = WithUnpricedCall(-3);
        rig.VenueGreeks(Call, 0.6, 0.0001, 50, -20);
        rig.Advance(200);
        rig.Mid(100_010);
        Assert.Equal(-2.4, rig.Engine.StatusOf(SmallMarket.Bitcoin).Delta, 6);
        Assert.Equal(1, rig.Engine.StatusOf(SmallMarket.Bitcoin).LegsNotGood);
        Assert.Contains(
            rig.ReportsOf(ReportKind.LegQuality),
            r => r.Instrument == Call && r.LegQuality.To == LegQuality.VenueOnly);
    }

    [Fact]
    public void Losing_its_volatility_is_neither_a_loss_nor_a_gain()
    {
        EngineRig rig = new EngineRig().Holding(Call, 10).Ready();
        rig.Mid(100_000);
        double before = rig.Engine.Status().PnlUsd;
        rig.OptionTicker(Call, 0, 100_000);
        rig.Advance(1_000, quotes: false);
        Assert.InRange(rig.Engine.Status().PnlUsd - before, -1, 1);
        Assert.Equal(TradingMode.Normal, rig.Engine.Status().Mode);
    }

    [Fact]
    public void While_unpriced_the_venues_mark_values_it()
    {
        EngineRig rig = new EngineRig().Holding(Call, 1).Ready();
        rig.Mid(100_000);
        rig.Fill(ClientOrderId.None, Call, Side.Buy, 1, 3_000, rig.NextExecution());
        double start = rig.Engine.Status().PnlUsd;
        rig.OptionTicker(Call, 0, 100_000, mark: 3_500);
        rig.Advance(1_000, quotes: false);
        double value = rig.Engine.StatusOf(SmallMarket.Bitcoin).OptionValueUsd;
        Assert.Equal(7_000, value, 6);
        Assert.True(rig.Engine.Status().PnlUsd > start);
    }

    [Fact]
    public void A_leg_goes_stale_with_age_and_comes_back_with_its_ticker()
    {
        EngineRig rig = new EngineRig().Holding(Call, 1).Ready();
        rig.Silence(Call);
        rig.Advance(61_000, 500);
        Assert.Equal(1, rig.Engine.StatusOf(SmallMarket.Bitcoin).LegsNotGood);
        rig.OptionTicker(Call, 0.5, 100_000);
        Assert.Equal(0, rig.Engine.StatusOf(SmallMarket.Bitcoin).LegsNotGood);
    }

    private static EngineStatus Status(EngineRig rig)
    {
        var status = rig.Engine.StatusOf(SmallMarket.Bitcoin);
        return new EngineStatus(status.Legs, status.LegsNotGood);
    }

    private readonly record struct EngineStatus(int Legs, int NotGood);
}
