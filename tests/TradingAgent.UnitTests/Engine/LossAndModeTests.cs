using TradingAgent.Engine.Kernel;
using TradingAgent.TestKit.Engine;
using Xunit;

namespace TradingAgent.UnitTests.Engine;

/// <summary>Losses raise the mode, the mode is latched, and only an operator lowers it.</summary>
public sealed class LossAndModeTests
{
    private static readonly InstrumentId Perpetual = SmallMarket.Perpetual;

    private static EngineRig Holder(ParameterId limit)
    {
        EngineRig rig = new EngineRig().Holding(Perpetual, 1).With(limit, 1_000);
        rig.Tradable.Clear();
        return rig.Ready();
    }

    [Theory]
    [InlineData(ParameterId.DayLossMax, LimitKind.DayLoss)]
    [InlineData(ParameterId.DrawdownMax, LimitKind.PeakDrawdown)]
    public void A_loss_grows_quiet_then_reduces_only_then_halts_and_stays_so(ParameterId limit, LimitKind cause)
    {
        EngineRig rig = Holder(limit);
        rig.Mid(99_450);
        Assert.Equal(TradingMode.Normal, rig.Engine.Status().Mode);
        rig.Mid(99_350);
        Assert.Equal(TradingMode.Passive, rig.Engine.Status().Mode);
        rig.Mid(99_150);
        Assert.Equal(TradingMode.ReduceOnly, rig.Engine.Status().Mode);
        rig.Mid(98_990);
        Assert.Equal(TradingMode.Halted, rig.Engine.Status().Mode);
        Assert.Equal(cause, rig.ReportsOf(ReportKind.ModeChange).Last().Mode.Cause);
        rig.Mid(99_150);
        Assert.Equal(TradingMode.Halted, rig.Engine.Status().Mode);
        rig.Mid(100_500);
        rig.Advance(2_000);
        Assert.Equal(TradingMode.Halted, rig.Engine.Status().Mode);
    }

    [Fact]
    public void The_latch_survives_a_restart_and_only_an_operator_opens_it()
    {
        EngineRig rig = Holder(ParameterId.DayLossMax);
        rig.Mid(98_990);
        Assert.Equal(TradingMode.Halted, rig.Engine.Status().Mode);
        rig.Mid(100_000);
        rig.Restart(rig.Snapshot());
        rig.Run(2);
        rig.VenueUp();
        rig.Advance(4_000);
        rig.Enable();
        rig.Mid(100_000);
        Assert.Equal(TradingMode.Halted, rig.Engine.Status().Mode);
        rig.SendParameters();
        Assert.Equal(TradingMode.Halted, rig.Engine.Status().Mode);
        rig.Operator(OperatorAction.Resume, LimitKind.DayLoss);
        rig.Mid(100_001);
        Assert.Equal(TradingMode.Normal, rig.Engine.Status().Mode);
    }

    [Fact]
    public void Resuming_accepts_the_losses_so_far_and_counts_from_there()
    {
        EngineRig rig = Holder(ParameterId.DayLossMax);
        rig.Mid(98_990);
        rig.Operator(OperatorAction.Resume, LimitKind.DayLoss);
        rig.Mid(98_980);
        Assert.Equal(TradingMode.Normal, rig.Engine.Status().Mode);
        rig.Mid(97_980);
        Assert.Equal(TradingMode.Halted, rig.Engine.Status().Mode);
    }

    [Fact]
    public void A_new_day_begins_a_new_day_loss_but_lowers_no_mode()
    {
        EngineRig rig = Holder(ParameterId.DayLossMax);
        rig.Mid(99_150);
        rig.Now = SmallMarket.Start + Duration.FromSeconds(86_400 + 10);
        rig.Mid(99_149);
        Assert.Equal(-1, rig.Engine.Status().DayPnlUsd, 6);
        Assert.Equal(TradingMode.ReduceOnly, rig.Engine.Status().Mode);
        rig.Mid(98_500);
        Assert.Equal(TradingMode.ReduceOnly, rig.Engine.Status().Mode);
    }

    [Theory]
    [InlineData(-60_000, true)]
    [InlineData(-60_000, false)]
    [InlineData(60_000, true)]
    [InlineData(60_000, false)]
    public void Deposits_and_withdrawals_trip_no_limit_whichever_road_tells_first(decimal amount, bool isRowFirst)
    {
        EngineRig rig = Holder(ParameterId.DayLossMax);
        rig.Balance(CurrencyId.Usdt, 100_000);
        rig.Mid(100_001);
        double pnl = rig.Engine.Status().PnlUsd;
        double equity = rig.Engine.Status().EquityUsd;
        if (isRowFirst) rig.Transfer(CurrencyId.Usdt, amount);
        rig.Balance(CurrencyId.Usdt, 100_000 + amount);
        if (!isRowFirst) rig.Transfer(CurrencyId.Usdt, amount);
        rig.Advance(2_000);
        Assert.Equal(TradingMode.Normal, rig.Engine.Status().Mode);
        Assert.Equal(pnl, rig.Engine.Status().PnlUsd, 6);
        Assert.Equal(equity + (double)amount, rig.Engine.Status().EquityUsd, 6);
    }

    [Fact]
    public void Funding_and_fees_are_part_of_the_loss()
    {
        EngineRig rig = Holder(ParameterId.DayLossMax);
        rig.Mid(100_001);
        double pnl = rig.Engine.Status().PnlUsd;
        rig.Funding(CurrencyId.Usdt, -600, 1);
        rig.Funding(CurrencyId.Usdt, -600, 1);
        rig.Mid(100_002);
        Assert.Equal(pnl - 600 + 1, rig.Engine.Status().PnlUsd, 6);
        rig.Fill(ClientOrderId.None, Perpetual, Side.Buy, 0.001m, 100_002, rig.NextExecution(), fee: 500);
        rig.Mid(100_003);
        Assert.Equal(TradingMode.Halted, rig.Engine.Status().Mode);
    }

    [Fact]
    public void Reduce_only_still_hedges()
    {
        EngineRig rig = new EngineRig().Holding(Perpetual, 1).With(ParameterId.DayLossMax, 1_000).Ready();
        rig.Mid(99_150);
        Assert.Equal(TradingMode.ReduceOnly, rig.Engine.Status().Mode);
        rig.Mid(99_151);
        Assert.Equal(Side.Sell, rig.TakePlaced()[0].Side);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(2, true)]
    public void A_halt_cancels_and_keeps_only_the_residual_duty(double duty, bool trades)
    {
        EngineRig rig = new EngineRig().Holding(Perpetual, 1).With(ParameterId.OnHalt, duty).Ready();
        rig.Mid(100_000);
        EngineCommand order = rig.AcceptOrder();
        rig.Operator(OperatorAction.Halt);
        EngineCommand cancel = rig.Take().Single();
        Assert.Equal((CommandKind.CancelOrder, order.Order), (cancel.Kind, cancel.Order));
        rig.Cancelled(order);
        rig.Mid(100_010);
        rig.Advance(2_000);
        IReadOnlyList<EngineCommand> placed = rig.TakePlaced();
        Assert.Equal(trades, placed.Count > 0);
        if (duty == 2) Assert.True(placed[0].ReduceOnly && placed[0].Quantity == Quantity.From(1));
    }

    [Fact]
    public void Flatten_works_the_traded_position_to_zero_and_stops()
    {
        EngineRig rig = new EngineRig().Holding(Perpetual, 0.08m).Ready();
        rig.Operator(OperatorAction.Flatten);
        rig.Mid(100_010);
        EngineCommand order = rig.AcceptOrder();
        Assert.Equal((Quantity.From(0.08m), true), (order.Quantity, order.ReduceOnly));
        rig.Fill(order, 0.08m);
        rig.Mid(100_020);
        rig.Advance(3_000);
        Assert.Empty(rig.TakePlaced());
        Assert.Equal(0, rig.Engine.PositionOf(Perpetual).Raw);
    }

    [Fact]
    public void Flatten_trades_the_instrument_that_is_held()
    {
        EngineRig rig = new EngineRig().Holding(SmallMarket.InversePerpetual, 50_000);
        rig.Tradable.Add(SmallMarket.InversePerpetual);
        rig.Ready();
        rig.Operator(OperatorAction.Flatten);
        rig.Mid(100_010);
        EngineCommand order = rig.TakePlaced().Last();
        Assert.Equal((SmallMarket.InversePerpetual, Quantity.From(50_000)), (order.Instrument, order.Quantity));
    }

    [Fact]
    public void A_campaign_that_loses_too_much_ends_and_reduces_only()
    {
        EngineRig rig = new EngineRig().Holding(Perpetual, 2).With(ParameterId.CampaignLossMax, 100).Ready();
        rig.Mid(100_000);
        EngineCommand order = rig.AcceptOrder();
        rig.Fill(order, 1);
        rig.Mid(100_200);
        Assert.Equal(TradingMode.ReduceOnly, rig.Engine.Status().Mode);
        Assert.Contains(rig.Take(), c => c.Kind == CommandKind.CancelOrder && c.Order == order.Order);
    }

    [Fact]
    public void Breaches_are_counted_and_survive_a_restart()
    {
        EngineRig rig = Holder(ParameterId.DayLossMax);
        rig.Mid(98_990);
        long breaches = rig.Engine.Status().LimitBreaches;
        Assert.True(breaches > 0);
        rig.Restart(rig.Snapshot());
        Assert.Equal(breaches, rig.Engine.Status().LimitBreaches);
    }

    [Fact]
    public void No_risk_report_is_told_of_a_currency_that_underlies_nothing()
    {
        EngineRig rig = new EngineRig().Ready();
        rig.Balance(CurrencyId.Usdt, 5);
        rig.Advance(2_000);
        Assert.DoesNotContain(rig.ReportsOf(ReportKind.Risk), r => r.Underlying.Index == CurrencyId.Usdt.Index);
    }
}
