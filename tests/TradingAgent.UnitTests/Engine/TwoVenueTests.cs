using TradingAgent.Engine.Kernel;
using TradingAgent.TestKit.Engine;
using TradingAgent.UnitTests.Engine.Orders;
using Xunit;

namespace TradingAgent.UnitTests.Engine;

/// <summary>One portfolio over two venues: one risk, the cheaper hedge, none twice when a venue is away.</summary>
public sealed class TwoVenueTests
{
    private static readonly InstrumentId Home = SmallMarket.Perpetual;
    private static readonly InstrumentId Away = SmallMarket.AwayPerpetual;
    private static readonly VenueId Abroad = VenueId.BinanceFutures;

    private static EngineRig Rig(decimal home = 0, decimal away = 0) =>
        new EngineRig { HasTwoVenues = true }.Holding(Home, home).Holding(Away, away);

    private static VenueSet Only(VenueId venue) => default(VenueSet).With(venue);

    private static double DeltaOf(EngineRig rig) => rig.Engine.StatusOf(SmallMarket.Bitcoin).Delta;

    [Fact]
    public void Positions_at_both_venues_are_one_risk()
    {
        EngineRig rig = Rig(home: 1, away: -0.6m).Ready();
        Assert.Equal(0.4, DeltaOf(rig), 9);
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(-1, false)]
    public void A_flatten_goes_on_where_it_can_while_the_largest_position_is_at_a_venue_that_is_away(
        decimal home, bool reduces)
    {
        EngineRig rig = Rig(home: home, away: 3).Ready();
        rig.VenueDown(Abroad);
        rig.Take();
        rig.Operator(OperatorAction.Flatten);
        rig.Mid(100_010);
        IReadOnlyList<EngineCommand> placed = rig.TakePlaced();
        if (reduces) Assert.Equal((Home, Side.Sell), (placed.Single().Instrument, placed.Single().Side));
        else Assert.Empty(placed);
    }

    [Fact]
    public void A_position_abroad_is_hedged_at_home_where_the_fee_is_lower_and_the_other_way_round()
    {
        Assert.Equal(Home, HedgeOf(Rig(away: 1), homeFee: 0.0001, awayFee: 0.0003));
        Assert.Equal(Away, HedgeOf(Rig(home: 1), homeFee: 0.0003, awayFee: 0.0001));

        static InstrumentId HedgeOf(EngineRig rig, double homeFee, double awayFee)
        {
            rig.Ready();
            rig.Fees(Home, homeFee, 0.0005);
            rig.Fees(Away, awayFee, 0.0005);
            rig.Mid(100_010);
            return rig.TakeOrder().Instrument;
        }
    }

    [Fact]
    public void Funding_depth_open_interest_and_margin_decide_where_fees_do_not()
    {
        Assert.Equal(Away, Chosen(rig => rig.FundingRate(-0.001, instrument: Home)));
        Assert.Equal(Away, Chosen(rig => rig.Depth(0.5m, 0.5m, Home)));
        Assert.Equal(Away, Chosen(rig => rig.OpenInterest(20, Home)));
        Assert.Equal(Away, Chosen(rig => rig.Margin(VenueId.Bybit, 40_000, 100_000)));
        Assert.Equal(Home, Chosen(_ => { }));

        static InstrumentId Chosen(Action<EngineRig> changes)
        {
            EngineRig rig = Rig(home: 1).Ready();
            foreach (InstrumentId id in new[] { Home, Away })
            {
                rig.Fees(id, id == Home ? 0.0002 : 0.00021, 0.0005);
                rig.FundingRate(0.0001, instrument: id);
                rig.Depth(100, 100, id);
                rig.OpenInterest(50_000, id);
            }
            rig.Margin(VenueId.Bybit, 1_000, 100_000);
            rig.Margin(Abroad, 1_000, 100_000);
            changes(rig);
            rig.Mid(100_010);
            return rig.TakeOrder().Instrument;
        }
    }

    [Fact]
    public void The_choice_is_told_with_its_parts_what_was_missing_and_the_next_best()
    {
        EngineRig rig = Rig(home: 1).Ready();
        rig.Fees(Home, 0.0002, 0.0005);
        rig.Mid(100_010);
        EngineReport told = rig.ReportsOf(ReportKind.HedgeChosen).Single();
        Assert.Equal((Home, Away), (told.Instrument, told.Hedge.Next));
        Assert.Equal(2, told.Hedge.Fee, 4);
        Assert.True(told.Hedge.NextCost > told.Hedge.Cost);
        Assert.NotEqual(0, told.Hedge.Missing);
    }

    [Fact]
    public void Nothing_is_traded_before_the_positions_of_both_venues_are_known()
    {
        EngineRig rig = new EngineRig { HasTwoVenues = true, AnswersReports = false }.Holding(Home, 1);
        rig.Connect();
        rig.Enable();
        foreach (int wait in new[] { 2_100, 2_100 })
        {
            int[] asked = [.. rig.TakeReportsAsked()];
            rig.Answer(asked[0]);
            rig.Advance(wait);
        }
        rig.Mid(100_020);
        Assert.Empty(rig.TakePlaced());
    }

    [Fact]
    public void After_a_restart_one_report_of_each_is_enough_if_both_agree()
    {
        EngineRig rig = Rig(home: 1).Ready();
        rig.Restart(rig.Snapshot());
        rig.AnswersReports = false;
        rig.Run(2);
        rig.VenueUp();
        rig.VenueUp(VenueId.BinanceFutures);
        rig.Enable();
        int[] asked = [.. rig.TakeReportsAsked()];
        rig.Answer(asked[0]);
        rig.Mid(100_010);
        Assert.Empty(rig.TakePlaced());
        rig.Answer(asked[1]);
        rig.Mid(100_020);
        Assert.NotEmpty(rig.TakePlaced());
    }

    [Fact]
    public void A_venue_away_at_the_start_counts_as_an_earlier_run_knew_it_and_the_other_hedges()
    {
        EngineRig rig = Rig(home: 1).Ready();
        rig.Restart(rig.Snapshot());
        rig.Run(2, Only(VenueId.Bybit));
        EngineReport alarm = rig.ReportsOf(ReportKind.Alarm).Last();
        Assert.Equal((AlarmKind.VenueAway, VenueId.Bybit), (alarm.Alarm.Kind, alarm.Venue));
        rig.VenueUp(Abroad);
        rig.Enable();
        rig.Silence(Home);
        rig.Advance(4_000);
        EngineCommand order = rig.TakePlaced()[^1];
        Assert.Equal((Away, Abroad, Side.Sell), (order.Instrument, order.Venue, order.Side));
        Assert.Equal(1, DeltaOf(rig), 9);
    }

    [Fact]
    public void A_venue_that_is_only_slow_to_compare_is_waited_for_however_well_it_is_known()
    {
        EngineRig rig = Rig(home: 1).Ready();
        rig.Restart(rig.Snapshot());
        rig.Run(2);
        rig.VenueUp(Abroad);
        rig.Enable();
        rig.Advance(4_000);
        Assert.Empty(rig.TakePlaced());
    }

    [Fact]
    public void Nothing_trades_while_a_venue_is_away_that_no_run_has_compared()
    {
        EngineRig rig = Rig(away: 1);
        rig.Run(1, Only(VenueId.Bybit));
        rig.List(SmallMarket.AtTwoVenues);
        rig.Tradable.Add(Away);
        rig.SendParameters();
        rig.Rate(CurrencyId.Usdt, 1);
        rig.Market(Home, 99_999.9m, 100_000.1m);
        rig.Market(Away, 99_999.5m, 100_000.5m);
        Assert.Equal(AlarmKind.VenueUnknown, rig.ReportsOf(ReportKind.Alarm).Single().Alarm.Kind);
        rig.VenueUp(Abroad);
        rig.Enable();
        rig.Advance(10_000);
        Assert.Empty(rig.TakePlaced());
        rig.VenueUp(VenueId.Bybit);
        rig.Advance(5_000);
        Assert.NotEmpty(rig.TakePlaced());
    }

    [Fact]
    public void A_run_without_a_venue_forgets_that_it_was_ever_compared()
    {
        EngineRig rig = Rig(home: 1).Ready();
        rig.Apply(new EngineEvent { Kind = EventKind.RunStarted, Run = new RunStarted(2, 0, Only(Abroad)) });
        rig.Run(3, Only(VenueId.Bybit));
        Assert.Equal(AlarmKind.VenueUnknown, rig.ReportsOf(ReportKind.Alarm).Last().Alarm.Kind);
        rig.VenueUp(Abroad);
        rig.Enable();
        rig.Advance(10_000);
        Assert.Empty(rig.TakePlaced());
    }

    [Fact]
    public void While_a_venue_is_away_its_position_counts_and_the_other_venue_hedges()
    {
        EngineRig rig = Rig(home: 1).Ready();
        rig.VenueDown(VenueId.Bybit);
        rig.Silence(Home);
        rig.Quote(Away, 99_990m, 99_991m);
        rig.Advance(500);
        EngineCommand order = rig.TakePlaced()[^1];
        Assert.Equal((Away, Abroad, Side.Sell), (order.Instrument, order.Venue, order.Side));
        Assert.Equal(1, DeltaOf(rig), 9);
    }

    [Fact]
    public void An_order_at_a_venue_that_is_away_is_presumed_alive_and_only_the_rest_is_hedged_elsewhere()
    {
        EngineRig rig = Rig(home: 1).Ready();
        rig.Fees(Home, 0.0001, 0.0005);
        rig.Mid(100_010);
        EngineCommand resting = rig.AcceptOrder();
        Assert.Equal(Quantity.From(0.95m), resting.Quantity);
        rig.VenueDown(VenueId.Bybit);
        rig.Silence(Home);
        rig.Advance(20_000);
        Assert.Empty(rig.TakePlaced());
        // Half a coin more than before: that, and not the whole, is for the other venue.
        rig.Fill(ClientOrderId.None, Away, Side.Buy, 0.5m, 100_000, rig.NextExecution());
        rig.Advance(1_000);
        EngineCommand order = rig.TakeOrder();
        Assert.Equal((Away, Quantity.From(0.5m)), (order.Instrument, order.Quantity));
    }

    [Fact]
    public void When_the_venue_is_back_it_is_compared_first_and_what_filled_meanwhile_is_not_hedged_twice()
    {
        EngineRig rig = Rig(home: 1).Ready();
        rig.Fees(Home, 0.0001, 0.0005);
        rig.Mid(100_010);
        EngineCommand resting = rig.AcceptOrder();
        rig.VenueDown(VenueId.Bybit);
        rig.Silence(Home);
        rig.Advance(10_000);
        rig.Take();
        rig.AnswersReports = false;
        rig.VenueUp(VenueId.Bybit);
        rig.Fill(resting, 0.95m);
        rig.Mid(100_010);
        rig.Advance(1_000);
        Assert.Empty(rig.TakePlaced());
        rig.AnswersReports = true;
        rig.AnswerAll();
        rig.Advance(10_000);
        Assert.Empty(rig.TakePlaced());
        Assert.Equal(0.05, DeltaOf(rig), 9);
        Assert.Equal(0, rig.Engine.Status().LiveOrders);
    }

    [Fact]
    public void A_venue_whose_margin_is_tight_gets_no_hedge_that_adds_to_its_position_and_still_one_that_reduces_it()
    {
        Assert.Equal(Away, HedgeOf(Rig(away: 1)));
        Assert.Equal(Home, HedgeOf(Rig(home: 1)));

        static InstrumentId HedgeOf(EngineRig rig)
        {
            rig.Ready();
            rig.Fees(Home, 0.0001, 0.0005);
            rig.Fees(Away, 0.0006, 0.0006);
            // Just beyond six tenths of the bound of 80 %.
            rig.Margin(VenueId.Bybit, 49_000, 100_000);
            rig.Mid(100_010);
            return rig.TakeOrder().Instrument;
        }
    }

    [Fact]
    public void New_risk_is_refused_at_a_venue_whose_margin_is_tight_and_taken_at_the_other()
    {
        EngineRig rig = Rig().Ready();
        Assert.Equal(Refusal.None, GateProbe.Ask(rig, Side.Buy, 99_999.9m, 0.5m));
        rig.Margin(VenueId.Bybit, 49_000, 100_000);
        Assert.Equal(Refusal.VenueMargin, GateProbe.Ask(rig, Side.Buy, 99_999.9m, 0.5m));
        Assert.Equal(Refusal.None, GateProbe.Ask(rig, Side.Buy, 99_999.5m, 0.5m, Away));
    }

    [Fact]
    public void The_price_of_an_underlying_comes_from_the_other_venue_while_the_reference_is_away_and_back()
    {
        EngineRig rig = Rig(home: 1).Ready();
        rig.VenueDown(VenueId.Bybit);
        rig.Silence(Home);
        rig.Market(Away, 101_000m, 101_001m);
        rig.Advance(4_000);
        Assert.Equal(101_000.5, rig.Engine.StatusOf(SmallMarket.Bitcoin).Spot, 6);
        rig.VenueUp(VenueId.Bybit);
        rig.Mid(101_010);
        rig.Advance(4_000);
        Assert.Equal(101_010, rig.Engine.StatusOf(SmallMarket.Bitcoin).Spot, 6);
        Assert.Equal(
            2, rig.ReportsOf(ReportKind.Alarm).Count(a => a.Alarm.Kind == AlarmKind.ReferenceMoved));
    }

    [Fact]
    public void Each_venue_has_a_wallet_of_its_own_and_the_equity_is_all_of_them()
    {
        EngineRig rig = Rig().Ready();
        rig.Balance(CurrencyId.Usdt, 1_000);
        rig.Balance(CurrencyId.Usdt, 500, Abroad);
        rig.Balance(CurrencyId.Usdt, 1_100);
        Assert.Equal(1_600, rig.Engine.WalletOf(CurrencyId.Usdt));
        Assert.Equal(500, rig.Engine.WalletOf(Abroad, CurrencyId.Usdt));
        Assert.Equal(1_600, rig.Engine.Status().EquityUsd, 6);
    }

    [Fact]
    public void What_was_traded_is_counted_at_its_venue()
    {
        EngineRig rig = Rig(home: 1).Ready();
        rig.Fees(Away, 0.0001, 0.0005);
        rig.Fees(Home, 0.0005, 0.0005);
        rig.Mid(100_010);
        EngineCommand order = rig.AcceptOrder();
        Assert.Equal(Away, order.Instrument);
        rig.Fill(order, 0.5m, fee: 3);
        VenueTally tally = rig.Engine.Tally.At(Abroad);
        Assert.Equal((1, 1, 3.0), (tally.Fills, tally.HedgeFills, tally.FeesUsd));
        Assert.Equal(0.5, rig.Engine.Tally.HedgeDelta(Abroad, SmallMarket.Bitcoin), 9);
        // Sold at the touch, half a dollar better than the mid.
        Assert.Equal(-0.25, tally.SlippageUsd, 6);
        Assert.Equal(default, rig.Engine.Tally.At(VenueId.Bybit));
    }
}
