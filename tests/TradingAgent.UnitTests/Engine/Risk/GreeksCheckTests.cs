using System.Globalization;
using TradingAgent.Quant.Maths;
using TradingAgent.Quant.Options;
using TradingAgent.Runtime.Reports;
using TradingAgent.TestKit.Engine;
using Xunit;

namespace TradingAgent.UnitTests.Engine.Risk;

/// <summary>Our Greeks against the venue's: a leg on which they differ is flagged, told, and barred.</summary>
public sealed class GreeksCheckTests
{
    private static readonly InstrumentId Call = SmallMarket.AtTheMoneyCall;

    [Fact]
    public void Figures_that_agree_leave_the_leg_good()
    {
        EngineRig rig = Rig();
        Say(rig, deltaOff: 0.015, vegaFactor: 1.015);
        Assert.Equal(0, rig.Engine.StatusOf(SmallMarket.Bitcoin).LegsNotGood);
        Assert.DoesNotContain(rig.ReportsOf(ReportKind.Alarm), a => a.Alarm.Kind == AlarmKind.GreeksDisagree);
    }

    [Theory]
    [InlineData(0.03, 1, 0, 1, 1, OptionFigure.Delta)]
    [InlineData(0, 1.05, 0, 1, 1, OptionFigure.Vega)]
    [InlineData(0, 0.01, 0, 1, 1, OptionFigure.Vega)]
    [InlineData(0, 1, 200, 1, 1, OptionFigure.Mark)]
    [InlineData(0, 1, 0, 1.05, 1, OptionFigure.Gamma)]
    [InlineData(0, 1, 0, 100, 1, OptionFigure.Gamma)]
    [InlineData(0, 1, 0, 1, 0.9, OptionFigure.Theta)]
    [InlineData(0, 1, 0, 1, -1, OptionFigure.Theta)]
    public void A_leg_whose_figures_differ_is_flagged_and_counts_on(
        double delta, double vega, double mark, double gamma, double theta, OptionFigure figure)
    {
        EngineRig rig = Rig();
        double before = rig.Engine.StatusOf(SmallMarket.Bitcoin).Delta;
        Say(rig, delta, vega, mark, gamma, theta);
        Assert.Equal(1, rig.Engine.StatusOf(SmallMarket.Bitcoin).LegsNotGood);
        Assert.Equal(before, rig.Engine.StatusOf(SmallMarket.Bitcoin).Delta, 2);
        EngineReport alarm = Assert.Single(
            rig.ReportsOf(ReportKind.Alarm), a => a.Alarm.Kind == AlarmKind.GreeksDisagree);
        Assert.NotEqual(alarm.Alarm.Measured, alarm.Alarm.Expected);
        Assert.Equal(figure, alarm.Alarm.Figure);
        LegQualityReport flagged = rig.ReportsOf(ReportKind.LegQuality).Last().LegQuality;
        Assert.Equal((LegQuality.Good, LegQuality.Disputed), (flagged.From, flagged.To));
    }

    [Fact]
    public void Agreement_again_makes_the_leg_good_again()
    {
        EngineRig rig = Rig();
        Say(rig, deltaOff: -0.5);
        Say(rig);
        Assert.Equal(0, rig.Engine.StatusOf(SmallMarket.Bitcoin).LegsNotGood);
    }

    [Theory]
    [InlineData(2.0 / 24, 0)]
    [InlineData(1, 1)]
    [InlineData(2.2 / 24, 1)]
    public void Gamma_and_theta_are_shrunk_on_the_last_day_by_what_is_left_of_it(double factor, int legsNotGood)
    {
        EngineRig rig = Rig();
        rig.Now = SmallMarket.Start + Duration.FromSeconds((7 * 86_400) - 7_200);
        rig.RepeatMarkets();
        Say(rig, gammaFactor: factor, thetaFactor: factor);
        Assert.Equal(legsNotGood, rig.Engine.StatusOf(SmallMarket.Bitcoin).LegsNotGood);
    }

    [Fact]
    public void The_log_line_names_the_figure_and_shows_the_digits_of_a_gamma()
    {
        EngineRig rig = Rig();
        Say(rig, gammaFactor: 3);
        EngineReport alarm = rig.ReportsOf(ReportKind.Alarm).Single(a => a.Alarm.Kind == AlarmKind.GreeksDisagree);
        string line = ReportText.Describe(in alarm, new InstrumentTable()).ToString();
        Assert.Contains("on Gamma", line, StringComparison.Ordinal);
        Assert.Contains(
            alarm.Alarm.Measured.ToString("G6", CultureInfo.InvariantCulture), line, StringComparison.Ordinal);
    }

    private static EngineRig Rig() => new EngineRig().Holding(Call, 2).Ready();

    private static void Say(
        EngineRig rig, double deltaOff = 0, double vegaFactor = 1, double markOff = 0, double gammaFactor = 1,
        double thetaFactor = 1)
    {
        InstrumentTerms terms = SmallMarket.All.Single(i => i.Id == Call).Terms;
        OptionGreeks ours = Black76.Evaluate(
            true, 100_000, terms.Strike.ToDouble(),
            YearFraction.FromNanoseconds((terms.Expiry - rig.Now).Nanoseconds), 0.6);
        rig.OptionTicker(Call, 0.6, 100_000, (decimal)Math.Round(ours.Price + markOff, 1), more: true);
        rig.VenueGreeks(
            Call, ours.Delta + deltaOff, ours.Gamma * gammaFactor, ours.VegaPerPoint * vegaFactor,
            ours.ThetaPerDay * thetaFactor);
    }
}
