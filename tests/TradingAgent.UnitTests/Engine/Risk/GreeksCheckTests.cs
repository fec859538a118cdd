using TradingAgent.Quant.Maths;
using TradingAgent.Quant.Options;
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
    [InlineData(0.03, 1, 0)]
    [InlineData(0, 1.05, 0)]
    [InlineData(0, 0.01, 0)]
    [InlineData(0, 1, 200)]
    public void A_leg_whose_figures_differ_is_flagged_and_counts_on(double delta, double vega, double mark)
    {
        EngineRig rig = Rig();
        double before = rig.Engine.StatusOf(SmallMarket.Bitcoin).Delta;
        Say(rig, delta, vega, mark);
        Assert.Equal(1, rig.Engine.StatusOf(SmallMarket.Bitcoin).LegsNotGood);
        Assert.Equal(before, rig.Engine.StatusOf(SmallMarket.Bitcoin).Delta, 2);
        EngineReport alarm = Assert.Single(
            rig.ReportsOf(ReportKind.Alarm), a => a.Alarm.Kind == AlarmKind.GreeksDisagree);
        Assert.NotEqual(alarm.Alarm.Measured, alarm.Alarm.Expected);
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

    [Fact]
    public void Gamma_and_theta_shrunk_on_the_last_day_are_no_difference()
    {
        EngineRig rig = Rig();
        rig.Now = SmallMarket.Start + Duration.FromSeconds((7 * 86_400) - 7_200);
        rig.RepeatMarkets();
        Say(rig, gammaFactor: 2.0 / 24);
        Assert.Equal(0, rig.Engine.StatusOf(SmallMarket.Bitcoin).LegsNotGood);
    }

    private static EngineRig Rig() => new EngineRig().Holding(Call, 2).Ready();

    private static void Say(
        EngineRig rig, double deltaOff = 0, double vegaFactor = 1, double markOff = 0, double gammaFactor = 1)
    {
        InstrumentTerms terms = SmallMarket.All.Single(i => i.Id == Call).Terms;
        OptionGreeks ours = Black76.Evaluate(
            true, 100_000, terms.Strike.ToDouble(),
            YearFraction.FromNanoseconds((terms.Expiry - rig.Now).Nanoseconds), 0.6);
        rig.OptionTicker(Call, 0.6, 100_000, (decimal)Math.Round(ours.Price + markOff, 1), more: true);
        rig.VenueGreeks(
            Call, ours.Delta + deltaOff, ours.Gamma * gammaFactor, ours.VegaPerPoint * vegaFactor,
            ours.ThetaPerDay * gammaFactor);
    }
}
