using TradingAgent.Engine;
using TradingAgent.Engine.Kernel;
using TradingAgent.TestKit.Engine;
using Xunit;
using static TradingAgent.UnitTests.Engine.Orders.GateProbe;

namespace TradingAgent.UnitTests.Engine.Limits;

/// <summary>Each loss limit, alone: what it counts, what resets it and what does not.</summary>
public sealed class LossLimitTests
{
    private const double None = 1e9;
    private static readonly InstrumentId Perpetual = SmallMarket.Perpetual;
    private static readonly InstrumentId EtherPerpetual = SmallMarket.EtherPerpetual;

    /// <summary>One bitcoin held and nothing tradable: each dollar of price is a dollar of P&amp;L.</summary>
    private static EngineRig Holder(params (ParameterId Id, double Value)[] limits) => HolderOf(1, limits);

    /// <summary>The same with other sizes.</summary>
    internal static EngineRig HolderOf(decimal coins, params (ParameterId Id, double Value)[] limits)
    {
        EngineRig rig = new EngineRig().Holding(Perpetual, coins)
            .With(ParameterId.DayLossMax, None).With(ParameterId.DrawdownMax, None).With(ParameterId.RollingLossMax, 0);
        foreach ((ParameterId id, double value) in limits) rig.With(id, value);
        rig.Tradable.Clear();
        rig.Ready();
        rig.Balance(CurrencyId.Usdt, 100_000);
        rig.Mid(100_000);
        return rig;
    }

    private static void To(EngineRig rig, double hours, decimal mid)
    {
        rig.Now = SmallMarket.Start + Duration.FromSeconds(hours * 3600);
        rig.Mid(mid);
        rig.Advance(1_200);
    }

    [Fact]
    public void The_last_24_hours_know_no_midnight_and_forget_what_is_older()
    {
        EngineRig rig = Holder((ParameterId.RollingLossMax, 1_000));
        To(rig, 20, 99_450);
        To(rig, 25, 99_450);
        Assert.Equal(0, rig.Engine.Status().DayPnlUsd, 6);
        Assert.Equal(-550, rig.Engine.Status().RollingPnlUsd, 6);
        To(rig, 26, 98_990);
        Assert.Equal(TradingMode.Halted, rig.Engine.Status().Mode);
        Assert.Equal(LimitKind.RollingLoss, rig.Engine.Breaches[0].Limit);

        EngineRig slow = Holder((ParameterId.RollingLossMax, 1_000));
        To(slow, 1, 99_450);
        To(slow, 24.5, 99_450);
        To(slow, 26, 98_900);
        Assert.Equal(-550, slow.Engine.Status().RollingPnlUsd, 6);
        Assert.Equal(TradingMode.Normal, slow.Engine.Status().Mode);
    }

    [Theory]
    [InlineData(ParameterId.DayLossShareMax, LimitKind.DayLoss)]
    [InlineData(ParameterId.RollingLossShareMax, LimitKind.RollingLoss)]
    [InlineData(ParameterId.DrawdownShareMax, LimitKind.PeakDrawdown)]
    public void A_share_of_equity_is_a_limit_too(ParameterId limit, LimitKind kind)
    {
        EngineRig rig = Holder((limit, 0.02));
        rig.Mid(98_100);
        Assert.NotEqual(TradingMode.Halted, rig.Engine.Status().Mode);
        rig.Mid(97_990);
        Assert.Equal(TradingMode.Halted, rig.Engine.Status().Mode);
        Breach breach = rig.Engine.Breaches[0];
        Assert.Equal((kind, 0.02), (breach.Limit, breach.Bound));
        Assert.Equal(0.0201, breach.Measured, 6);
    }

    [Theory]
    [InlineData(-50_000)]
    [InlineData(-90_000)]
    [InlineData(300_000)]
    public void A_withdrawal_or_deposit_neither_trips_nor_hides_a_share(decimal amount)
    {
        EngineRig rig = Holder(
            (ParameterId.DayLossShareMax, 0.05), (ParameterId.DrawdownShareMax, 0.05),
            (ParameterId.RollingLossShareMax, 0.05));
        rig.Mid(97_500);
        double share = rig.Engine.Status().Limits.DrawdownShare;
        Assert.Equal(0.025, share, 9);
        rig.Balance(CurrencyId.Usdt, 100_000 + amount);
        rig.Transfer(CurrencyId.Usdt, amount);
        rig.Mid(97_500.1m);
        rig.Advance(2_000);
        Assert.Equal(TradingMode.Normal, rig.Engine.Status().Mode);
        Assert.Equal(share, rig.Engine.Status().Limits.DrawdownShare, 4);
        Assert.Equal(share, rig.Engine.Status().Limits.DayLossShare, 4);
        Assert.Equal(share, rig.Engine.Status().Limits.RollingLossShare, 4);
    }

    [Fact]
    public void A_share_without_a_known_equity_bars_new_risk_only()
    {
        EngineRig rig = new EngineRig().Holding(Perpetual, 0.05m).With(ParameterId.DayLossShareMax, 0.02).Ready();
        Assert.Equal(Refusal.EquityUnknown, Ask(rig, Side.Buy, 99_999.9m, 0.01m));
        Assert.Equal(Refusal.None, Ask(rig, Side.Sell, 100_000.1m, 0.05m));
        rig.Balance(CurrencyId.Usdt, 100_000);
        rig.Mid(100_000);
        Assert.Equal(Refusal.None, Ask(rig, Side.Buy, 99_999.9m, 0.01m));
    }

    [Fact]
    public void An_underlying_that_lost_its_day_is_halted_alone()
    {
        EngineRig rig = new EngineRig().Holding(Perpetual, 1).Holding(EtherPerpetual, 0.1m)
            .With(ParameterId.UnderlyingLossMax, 1_000).With(ParameterId.OnHalt, 0);
        rig.Tradable.Add(EtherPerpetual);
        rig.Ready();
        rig.Mid(98_990);
        Assert.Equal(TradingMode.Halted, rig.Engine.ModeOf(SmallMarket.Bitcoin));
        Assert.Equal(TradingMode.Normal, rig.Engine.ModeOf(SmallMarket.Ether));
        Assert.Equal(TradingMode.Halted, rig.Engine.Status().Mode);
        Assert.Equal(Refusal.Mode, Ask(rig, Side.Buy, 98_989.9m, 0.01m));
        Assert.Equal(Refusal.None, Ask(rig, Side.Buy, 3_999.9m, 0.01m, EtherPerpetual));
        rig.Operator(OperatorAction.Resume, LimitKind.UnderlyingLoss, SmallMarket.Bitcoin);
        rig.Mid(98_980);
        Assert.Equal(TradingMode.Normal, rig.Engine.Status().Mode);
    }

    [Fact]
    public void An_instrument_counts_alone_fees_and_funding_included()
    {
        EngineRig rig = new EngineRig().Holding(Perpetual, 1).Holding(SmallMarket.DatedFuture, -1)
            .With(ParameterId.InstrumentLossMax, 1_000).With(ParameterId.UnderlyingLossMax, 1_000);
        rig.Tradable.Clear();
        rig.Market(SmallMarket.DatedFuture, 100_999.9m, 101_000.1m);
        rig.Ready();
        rig.Mid(99_600);
        rig.Mark(SmallMarket.DatedFuture, 100_600);
        rig.Funding(CurrencyId.Usdt, -390, 1);
        rig.Mid(99_599);
        Assert.Equal(TradingMode.Passive, rig.Engine.ModeOf(SmallMarket.Bitcoin));
        rig.Fill(ClientOrderId.None, Perpetual, Side.Buy, 0.001m, 99_599, rig.NextExecution(), fee: 300);
        rig.Mid(99_598);
        Breach breach = rig.Engine.Breaches[0];
        Assert.Equal((LimitKind.InstrumentLoss, Perpetual), (breach.Limit, breach.Instrument));
        Assert.Equal(TradingMode.Halted, rig.Engine.ModeOf(SmallMarket.Bitcoin));
    }

    [Fact]
    public void A_campaign_may_lose_a_share_of_equity_and_reduces_its_underlying_only()
    {
        EngineRig rig = new EngineRig().Holding(Perpetual, 2).With(ParameterId.CampaignLossShareMax, 0.001).Ready();
        rig.Balance(CurrencyId.Usdt, 100_000);
        rig.Mid(100_000);
        EngineCommand order = rig.AcceptOrder();
        rig.Fill(order, 1);
        rig.Mid(100_080);
        Assert.Equal(TradingMode.Normal, rig.Engine.Status().Mode);
        rig.Mid(100_120);
        Assert.Equal(TradingMode.ReduceOnly, rig.Engine.ModeOf(SmallMarket.Bitcoin));
        Assert.Equal(TradingMode.Normal, rig.Engine.ModeOf(SmallMarket.Ether));
    }

    [Fact]
    public void Funding_counts_in_a_campaign_for_what_it_filled_of_the_position()
    {
        EngineRig rig = new EngineRig().Holding(Perpetual, 3).With(ParameterId.CampaignLossMax, 100).Ready();
        rig.Mid(100_000);
        rig.Fill(rig.AcceptOrder(), 1);
        // Two coins are still held and receive 160: the one that was sold would have received 80.
        rig.Funding(CurrencyId.Usdt, 160, 1);
        rig.Mid(100_010);
        Assert.Equal(TradingMode.Normal, rig.Engine.ModeOf(SmallMarket.Bitcoin));
        rig.Mid(100_030);
        Assert.Equal(TradingMode.ReduceOnly, rig.Engine.ModeOf(SmallMarket.Bitcoin));
    }

    [Fact]
    public void A_clock_set_forward_opens_no_new_day_and_forgets_no_hour()
    {
        EngineRig rig = Holder((ParameterId.DayLossMax, 1_000), (ParameterId.RollingLossMax, 1_000));
        rig.Mid(99_500);
        Duration step = Duration.FromSeconds(90_000);
        rig.Now += step;
        rig.Apply(new EngineEvent { Kind = EventKind.ClockReanchored, Clock = new ClockReanchored(step) });
        rig.Mid(99_499);
        Assert.Equal(-501, rig.Engine.Status().DayPnlUsd, 6);
        Assert.Equal(-501, rig.Engine.Status().RollingPnlUsd, 6);
        rig.Mid(98_999);
        Assert.Equal(TradingMode.Halted, rig.Engine.Status().Mode);
        Assert.Equal(2, rig.Engine.Breaches.Length);
    }

    [Fact]
    public void Baselines_and_latches_survive_a_restart_and_a_new_build()
    {
        EngineRig rig = Holder((ParameterId.RollingLossMax, 1_000), (ParameterId.DrawdownShareMax, 0.02));
        rig.Mid(100_500);
        rig.Mid(99_850);
        EngineStatus before = rig.Engine.Status();
        Assert.NotEqual(0, before.Limits.DrawdownShare);
        var fresh = new TradingEngine(rig.Limits);
        fresh.ReadFacts(rig.Snapshot());
        Assert.Equal(before.Limits.PeakPnlUsd, fresh.Status().Limits.PeakPnlUsd);
        Assert.Equal(before.Limits.DrawdownShare, fresh.Status().Limits.DrawdownShare);
        Assert.Equal(before.RollingPnlUsd, fresh.Status().RollingPnlUsd);
        rig.Restart(rig.Snapshot());
        rig.Mid(98_990);
        Assert.Equal(TradingMode.Halted, rig.Engine.Status().Mode);
        rig.Restart(rig.Snapshot());
        Assert.Equal(TradingMode.Halted, rig.Engine.Status().Mode);
        Assert.Equal(LimitKind.RollingLoss, rig.Engine.Status().Breaches[0].Limit);
    }

    [Fact]
    public void Only_the_breach_that_is_named_is_cleared()
    {
        EngineRig rig = Holder((ParameterId.DayLossMax, 1_000), (ParameterId.DrawdownMax, 1_000));
        rig.Mid(98_990);
        Assert.Equal(2, rig.Engine.Breaches.Length);
        rig.Operator(OperatorAction.Resume);
        rig.Operator(OperatorAction.Resume, LimitKind.RollingLoss);
        Assert.Equal(2, rig.ReportsOf(ReportKind.Alarm).Count(a => a.Alarm.Kind == AlarmKind.ResumeNamedNothing));
        rig.Operator(OperatorAction.Resume, LimitKind.DayLoss);
        rig.Mid(98_989);
        Assert.Equal(TradingMode.Halted, rig.Engine.Status().Mode);
        Assert.Equal(LimitKind.PeakDrawdown, rig.Engine.Breaches[0].Limit);
        rig.Operator(OperatorAction.Resume, LimitKind.PeakDrawdown);
        rig.Mid(98_988);
        Assert.Equal(TradingMode.Normal, rig.Engine.Status().Mode);
    }

    [Fact]
    public void A_mark_alone_breaks_a_limit_without_any_fill()
    {
        EngineRig rig = Holder((ParameterId.DayLossMax, 1_000));
        rig.Mark(Perpetual, 98_990);
        Assert.Equal(TradingMode.Halted, rig.Engine.Status().Mode);
    }

    [Fact]
    public void More_breaches_than_the_book_holds_halt_everything()
    {
        EngineRig rig = Holder();
        for (int i = 1; i <= 70; i++)
            Loss(rig).Raise(TradingMode.ReduceOnly, (LimitKind)(100 + i), 1, 1, SmallMarket.Ether);
        Assert.Equal(64, rig.Engine.Breaches.Length);
        Assert.Equal(TradingMode.Halted, rig.Engine.ModeOf(SmallMarket.Bitcoin));
    }
}
