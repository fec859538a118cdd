using TradingAgent.Engine.Kernel;
using TradingAgent.TestKit.Engine;
using Xunit;
using static TradingAgent.UnitTests.Engine.Orders.GateProbe;

namespace TradingAgent.UnitTests.Engine.Orders;

/// <summary>The last check, asked directly about orders the hedge desk would never wish.</summary>
public sealed class PreTradeGateTests
{
    private static readonly InstrumentId Perpetual = SmallMarket.Perpetual;

    private static EngineRig Rig(decimal held = 0.05m) => new EngineRig().Holding(Perpetual, held)
        .With(ParameterId.DeltaMax, 3).With(ParameterId.OrderNotionalMax, 500_000);

    [Theory]
    [InlineData(Side.Buy, 99_999.9, 0.5, Refusal.None)]
    [InlineData(Side.Buy, 99_999.95, 0.5, Refusal.BadTick)]
    [InlineData(Side.Buy, 99_999.9, 0.5005, Refusal.BadLot)]
    [InlineData(Side.Buy, 99_999.9, 101, Refusal.AboveMaximum)]
    [InlineData(Side.Buy, 99_999.9, 6, Refusal.NotionalLimit)]
    [InlineData(Side.Buy, 100_000.1, 0.5, Refusal.WouldTake)]
    [InlineData(Side.Sell, 99_999.9, 0.5, Refusal.WouldTake)]
    [InlineData(Side.Buy, 95_000, 0.5, Refusal.PriceCollar)]
    [InlineData(Side.Buy, 99_999.9, 3.5, Refusal.DeltaLimit)]
    [InlineData(Side.Sell, 100_000.1, 3.5, Refusal.DeltaLimit)]
    public void Each_order_is_judged_by_what_is_wrong_with_it(
        Side side, decimal price, decimal size, Refusal refusal) =>
        Assert.Equal(refusal, Ask(Rig().Ready(), side, price, size));

    [Fact]
    public void Reduce_only_passes_what_reduces_and_refuses_what_does_not()
    {
        EngineRig rig = Rig().Ready();
        Loss(rig).Raise(TradingMode.ReduceOnly, LimitKind.Operator, 0, 0);
        Assert.Equal(Refusal.Mode, Ask(rig, Side.Buy, 99_999.9m, 0.01m));
        Assert.Equal(Refusal.None, Ask(rig, Side.Sell, 100_000.1m, 0.05m));
        Assert.Equal(Refusal.Mode, Ask(rig, Side.Sell, 100_000.1m, 0.2m));
    }

    [Fact]
    public void An_option_deep_in_the_money_near_its_end_can_be_closed_though_it_has_no_vega()
    {
        InstrumentId call = SmallMarket.LinearOptions[0];
        EngineRig rig = Rig().Holding(call, -2).OptionBook(call, 9_950, 10_050, size: 100);
        rig.Tradable.Add(call);
        rig.Ready();
        rig.Now = SmallMarket.Start + Duration.FromSeconds((6 * 86_400) + 3_600);
        rig.RepeatMarkets();
        Assert.Equal(Refusal.None, Ask(rig, Side.Buy, 9_950, 1, call));
        Assert.Equal(Refusal.PriceCollar, Ask(rig, Side.Buy, 9_500, 1, call));
    }

    [Fact]
    public void What_rests_in_options_and_in_futures_counts_together()
    {
        InstrumentId call = SmallMarket.AtTheMoneyCall;
        EngineRig rig = Rig().OptionBook(call, 2_740, 2_780, size: 100);
        rig.Tradable.Add(call);
        rig.Ready();
        Assert.Equal(Refusal.None, Ask(rig, Side.Buy, 99_999.9m, 1.5m));
        Assert.Equal(Refusal.None, Ask(rig, Side.Buy, 2_740, 3, call));
        Rests(rig, call, 2_740, 4);
        Assert.Equal(Refusal.DeltaLimit, Ask(rig, Side.Buy, 99_999.9m, 1.5m));

        EngineRig other = Rig().OptionBook(call, 2_740, 2_780, size: 100);
        other.Tradable.Add(call);
        other.Ready();
        Rests(other, Perpetual, 99_999.9m, 2);
        Assert.Equal(Refusal.DeltaLimit, Ask(other, Side.Buy, 2_740, 3, call));

        static void Rests(EngineRig rig, InstrumentId id, decimal price, decimal size) => rig.Apply(new EngineEvent
        {
            Kind = EventKind.OrderReported,
            Venue = VenueId.Bybit,
            Instrument = id,
            OrderReported = EngineRig.OpenOrder(new ClientOrderId(1, 500), Side.Buy, price, size),
        });
    }

    [Theory]
    [InlineData(ParameterId.GammaMax, Refusal.GammaLimit)]
    [InlineData(ParameterId.VegaMax, Refusal.VegaLimit)]
    public void Over_gamma_or_vega_only_what_leads_back_passes(ParameterId limit, Refusal refusal)
    {
        InstrumentId call = SmallMarket.AtTheMoneyCall;
        EngineRig rig = Rig().Holding(call, -2).OptionBook(call, 2_740, 2_780, size: 100).With(limit, 1e-9);
        rig.Tradable.Add(call);
        rig.Ready();
        Assert.Equal(refusal, Ask(rig, Side.Sell, 2_780, 1, call));
        Assert.Equal(Refusal.None, Ask(rig, Side.Buy, 2_740, 1, call));
        // A future changes neither; it may bring the delta to its target, and not away from it.
        double delta = rig.Engine.StatusOf(SmallMarket.Bitcoin).Delta;
        Assert.True(delta < -0.5);
        Assert.Equal(refusal, Ask(rig, Side.Sell, 100_000.1m, 0.05m));
        Assert.Equal(Refusal.None, Ask(rig, Side.Buy, 99_999.9m, 0.05m));
    }

    [Theory]
    [InlineData(0.985)]
    [InlineData(1.015)]
    public void A_stablecoin_off_par_bars_new_risk_only(double rate)
    {
        EngineRig rig = Rig().Ready();
        rig.Rate(CurrencyId.Usdt, rate);
        Assert.Equal(Refusal.LegQuality, Ask(rig, Side.Buy, 99_999.9m, 0.01m));
        Assert.Equal(Refusal.None, Ask(rig, Side.Sell, 100_000.1m, 0.05m));
        rig.Rate(CurrencyId.Usdt, 0.995);
        Assert.Equal(Refusal.None, Ask(rig, Side.Buy, 99_999.9m, 0.01m));
    }

    [Fact]
    public void A_stablecoin_nobody_rated_bars_new_risk_only()
    {
        EngineRig rig = new EngineRig { IsRated = false }.Holding(Perpetual, 0.05m).With(ParameterId.DeltaMax, 3)
            .Ready();
        Assert.Equal(Refusal.LegQuality, Ask(rig, Side.Buy, 99_999.9m, 0.01m));
        Assert.Equal(Refusal.None, Ask(rig, Side.Sell, 100_000.1m, 0.05m));
        rig.Rate(CurrencyId.Usdt, 1);
        Assert.Equal(Refusal.None, Ask(rig, Side.Buy, 99_999.9m, 0.01m));
    }

    [Fact]
    public void A_leg_that_is_not_good_bars_new_risk_only()
    {
        EngineRig rig = Rig().Holding(SmallMarket.AtTheMoneyCall, 0.01m).Ready();
        Assert.Equal(Refusal.None, Ask(rig, Side.Buy, 99_999.9m, 0.01m));
        rig.OptionTicker(SmallMarket.AtTheMoneyCall, 0, 100_000);
        Assert.Equal(Refusal.LegQuality, Ask(rig, Side.Buy, 99_999.9m, 0.01m));
        Assert.Equal(Refusal.None, Ask(rig, Side.Sell, 100_000.1m, 0.01m));
    }

    [Fact]
    public void A_leg_on_the_smile_bars_new_risk_only_and_a_smile_that_is_not_needed_bars_nothing()
    {
        EngineRig rig = Rig().Holding(SmallMarket.AtTheMoneyCall, 0.01m).Ready();
        rig.Smile(SmallMarket.Smile(SmallMarket.AtTheMoneyCall, 0.004));
        Assert.Equal(Refusal.None, Ask(rig, Side.Buy, 99_999.9m, 0.01m));
        rig.OptionTicker(SmallMarket.AtTheMoneyCall, 0, 100_000);
        Assert.Equal(LegQuality.Surface, rig.ReportsOf(ReportKind.LegQuality).Last().LegQuality.To);
        Assert.Equal(Refusal.LegQuality, Ask(rig, Side.Buy, 99_999.9m, 0.01m));
        Assert.Equal(Refusal.None, Ask(rig, Side.Sell, 100_000.1m, 0.01m));
    }

    [Fact]
    public void A_position_in_doubt_bars_new_risk_only_until_a_second_report_settles_it()
    {
        EngineRig rig = Rig().Ready();
        rig.AnswersReports = false;
        rig.Advance(31_000);
        rig.Operator(OperatorAction.CancelAll);
        foreach (EngineCommand cancel in rig.Take().Where(c => c.Kind == CommandKind.CancelOrder))
            rig.Cancelled(cancel);
        rig.Holding(SmallMarket.InversePerpetual, 100).Answer(rig.TakeReportsAsked()[^1]);
        Assert.Equal(Refusal.PositionMismatch, Ask(rig, Side.Buy, 99_999.9m, 0.01m));
        Assert.Equal(Refusal.None, Ask(rig, Side.Sell, 100_000.1m, 0.01m));
        rig.Advance(2_200);
        rig.Answer(rig.TakeReportsAsked()[^1]);
        Assert.Equal(NetQuantity.From(100), rig.Engine.PositionOf(SmallMarket.InversePerpetual));
        Assert.NotEqual(Refusal.PositionMismatch, Ask(rig, Side.Buy, 99_999.9m, 0.01m));
    }

    [Fact]
    public void An_order_that_could_break_the_loss_limit_is_refused()
    {
        EngineRig rig = Rig().With(ParameterId.DayLossMax, 100).Ready();
        Assert.Equal(Refusal.None, Ask(rig, Side.Buy, 99_999.9m, 0.5m));
        Assert.Equal(Refusal.LossLimit, Ask(rig, Side.Buy, 99_999.9m, 1.5m));
    }

    [Fact]
    public void What_is_not_allowed_to_trade_is_refused_before_anything_else()
    {
        EngineRig rig = Rig();
        rig.Connect();
        Assert.Equal(Refusal.NotEnabled, Ask(rig, Side.Buy, 99_999.9m, 0.5m));
        rig.Enable();
        Assert.Equal(Refusal.NotTradable, Ask(rig, Side.Buy, 99_999.5m, 5, SmallMarket.InversePerpetual));
        Assert.Equal(Refusal.UnknownInstrument, Ask(rig, Side.Buy, 99_999.9m, 0.5m, new InstrumentId(60)));
        rig.Status(VenueStream.Private, VenueStatus.Stale);
        Assert.Equal(Refusal.VenueDown, Ask(rig, Side.Buy, 99_999.9m, 0.5m));
    }
}
