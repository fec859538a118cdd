using TradingAgent.Quant.Maths;
using TradingAgent.Quant.Options;
using TradingAgent.Runtime.Reports;
using TradingAgent.TestKit.Engine;
using Xunit;

namespace TradingAgent.UnitTests.Engine.Risk;

/// <summary>A venue's count of the account's option Greeks against the sum of what we hold.</summary>
public sealed class CoinGreeksCheckTests
{
    private static readonly InstrumentId Call = SmallMarket.AtTheMoneyCall;
    private static readonly InstrumentId Put = SmallMarket.AtTheMoneyPut;

    [Fact]
    public void A_count_that_agrees_is_no_alarm()
    {
        EngineRig rig = Straddle();
        for (int i = 0; i < 3; i++) Count(rig, Held(rig));
        Assert.Empty(Alarms(rig));
    }

    [Theory]
    [InlineData(1, 0, OptionFigure.Delta)]
    [InlineData(0, 1, OptionFigure.Vega)]
    public void A_figure_off_twice_by_more_than_its_share_is_an_alarm_and_stops_nothing(
        double delta, double vega, OptionFigure figure)
    {
        EngineRig rig = Straddle();
        CoinGreeksReported held = Held(rig);
        // Five options, two of one sign and three of the other: all that went in is five times what is left.
        CoinGreeksReported Off(double share) => held with
        {
            Delta = held.Delta + (delta * share * 5),
            VegaPerVolPoint = held.VegaPerVolPoint * (1 + (vega * share * 5)),
        };
        Count(rig, Off(0.019));
        Count(rig, Off(0.019));
        Assert.Empty(Alarms(rig));
        Count(rig, Off(0.022));
        Assert.Empty(Alarms(rig));
        Count(rig, Off(0.022));
        EngineReport alarm = Assert.Single(Alarms(rig));
        Assert.Equal((VenueId.Bybit, SmallMarket.Bitcoin), (alarm.Venue, alarm.Underlying));
        Assert.Equal(figure, alarm.Alarm.Figure);
        Assert.NotEqual(alarm.Alarm.Measured, alarm.Alarm.Expected);
        Assert.Equal(TradingMode.Normal, rig.Engine.Status().Mode);
    }

    [Fact]
    public void It_is_told_once_until_they_agree_again()
    {
        EngineRig rig = Straddle();
        CoinGreeksReported held = Held(rig);
        CoinGreeksReported off = held with { Delta = held.Delta + 1 };
        for (int i = 0; i < 5; i++) Count(rig, off);
        Assert.Single(Alarms(rig));
        Count(rig, held);
        Count(rig, off);
        Assert.Single(Alarms(rig));
        Count(rig, off);
        Assert.Equal(2, Alarms(rig).Count());
    }

    [Fact]
    public void An_option_that_only_the_venue_counts_is_found()
    {
        EngineRig rig = new EngineRig().Ready();
        Count(rig, new CoinGreeksReported(CurrencyId.Btc, 0.05, 0, 0, 0));
        Count(rig, new CoinGreeksReported(CurrencyId.Btc, 0.05, 0, 0, 0));
        Assert.Equal(OptionFigure.Delta, Assert.Single(Alarms(rig)).Alarm.Figure);
    }

    [Fact]
    public void Before_the_venues_positions_were_compared_there_is_nothing_to_compare()
    {
        EngineRig rig = new EngineRig().Holding(Call, 2).Ready();
        rig.AnswersReports = false;
        rig.Status(VenueStream.Private, VenueStatus.Down);
        rig.Status(VenueStream.Private, VenueStatus.Up);
        for (int i = 0; i < 3; i++) Count(rig, new CoinGreeksReported(CurrencyId.Btc, 9, 0, 0, 0));
        Assert.Empty(Alarms(rig));
        rig.AnswersReports = true;
        rig.Advance(40_000);
        for (int i = 0; i < 3; i++) Count(rig, new CoinGreeksReported(CurrencyId.Btc, 9, 0, 0, 0));
        Assert.Single(Alarms(rig));
    }

    [Fact]
    public void A_coin_and_a_venue_are_each_judged_by_themselves()
    {
        EngineRig rig = Straddle();
        CoinGreeksReported off = Held(rig) with { Delta = 3 };
        Count(rig, off);
        Count(rig, new CoinGreeksReported(CurrencyId.Eth, 0, 0, 0, 0));
        Count(rig, new CoinGreeksReported(CurrencyId.Btc, 0, 0, 0, 0), VenueId.BinanceOptions);
        Assert.Empty(Alarms(rig));
        Count(rig, off);
        Assert.Equal(VenueId.Bybit, Assert.Single(Alarms(rig)).Venue);
    }

    [Fact]
    public void Minutes_before_expiry_nothing_is_compared()
    {
        EngineRig rig = Straddle();
        rig.Now = SmallMarket.Start + Duration.FromSeconds((7 * 86_400) - 240);
        rig.RepeatMarkets();
        for (int i = 0; i < 3; i++) Count(rig, new CoinGreeksReported(CurrencyId.Btc, 9, 0, 0, 0));
        Assert.Empty(Alarms(rig));
    }

    [Fact]
    public void The_log_line_names_venue_coin_and_figure()
    {
        EngineRig rig = Straddle();
        Count(rig, Held(rig) with { Delta = 4.25 });
        Count(rig, Held(rig) with { Delta = 4.25 });
        EngineReport alarm = Assert.Single(Alarms(rig));
        string line = ReportText.Describe(in alarm, new InstrumentTable()).ToString();
        Assert.Contains("CoinGreeksDisagree on Delta", line, StringComparison.Ordinal);
        Assert.Contains("counts 4.25 for our BTC options", line, StringComparison.Ordinal);
    }

    private static EngineRig Straddle() => new EngineRig().Holding(Call, 2).Holding(Put, -3).Ready();

    /// <summary>Two calls less three puts over 100,000 at 50 %, by the formula alone.</summary>
    private static CoinGreeksReported Held(EngineRig rig)
    {
        CoinGreeksReported sum = new(CurrencyId.Btc, 0, 0, 0, 0);
        foreach ((InstrumentId id, double held) in new[] { (Call, 2.0), (Put, -3.0) })
        {
            InstrumentTerms terms = SmallMarket.All.Single(i => i.Id == id).Terms;
            OptionGreeks one = Black76.Evaluate(
                terms.OptionSide == OptionSide.Call, 100_000, terms.Strike.ToDouble(),
                YearFraction.FromNanoseconds((terms.Expiry - rig.Now).Nanoseconds), 0.5);
            sum = new CoinGreeksReported(
                CurrencyId.Btc, sum.Delta + (held * one.Delta), sum.Gamma + (held * one.Gamma),
                sum.VegaPerVolPoint + (held * one.VegaPerPoint), sum.ThetaPerDay + (held * one.ThetaPerDay));
        }
        return sum;
    }

    private static void Count(EngineRig rig, CoinGreeksReported count, VenueId? venue = null) => rig.Apply(
        new EngineEvent
        {
            Kind = EventKind.CoinGreeksReported,
            Venue = venue ?? VenueId.Bybit,
            CoinGreeks = count,
        });

    private static IEnumerable<EngineReport> Alarms(EngineRig rig) =>
        rig.ReportsOf(ReportKind.Alarm).Where(a => a.Alarm.Kind == AlarmKind.CoinGreeksDisagree);
}
