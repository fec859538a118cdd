using TradingAgent.Quant.Maths;
using TradingAgent.Quant.Options;
using TradingAgent.TestKit.Engine;
using Xunit;

namespace TradingAgent.UnitTests.Engine.Risk;

/// <summary>
/// One expiry at two venues, of which one names the forward and the other prices on its spot index, two percent below:
/// each leg is priced on what its own venue prices it on.
/// </summary>
public sealed class ForwardsOfVenuesTests
{
    private const decimal Forward = 102_000;
    private const decimal Index = 100_000;

    private static readonly InstrumentId Home = SmallMarket.AtTheMoneyCall;
    private static readonly InstrumentId Abroad = new(42);
    private static readonly InstrumentTerms Terms = SmallMarket.All.Single(i => i.Id == Home).Terms;

    private static EngineRig Rig(decimal home, decimal abroad)
    {
        var rig = new EngineRig { HasTwoVenues = true, AnswersReports = false };
        rig.Connect();
        rig.Tradable.Clear();
        rig.SendParameters();
        rig.List([(Abroad, Terms with { Venue = VenueId.BinanceFutures })]);
        rig.Holding(Home, home).Holding(Abroad, abroad);
        rig.AnswersReports = true;
        rig.AnswerAll();
        rig.Advance(3_000);
        rig.Enable();
        return rig;
    }

    /// <summary>
    /// Tickers by turns, the index last, until the smoothed bases have arrived; each a cent off the last.
    /// </summary>
    private static void Say(EngineRig rig)
    {
        for (int i = 0; i < 60; i++)
        {
            rig.OptionTicker(Home, 0.5, Forward + (i % 2 * 0.01m));
            rig.OptionTicker(Abroad, 0.5, Index + (i % 2 * 0.01m));
        }
    }

    private static OptionGreeks Greeks(EngineRig rig, decimal forward) => Black76.Evaluate(
        true, (double)forward, Terms.Strike.ToDouble(),
        YearFraction.FromNanoseconds((Terms.Expiry - rig.Now).Nanoseconds), 0.5);

    private static double Delta(EngineRig rig, decimal forward) =>
        Greeks(rig, forward).Delta * (double)forward / (double)Index;

    private static void ShouldBe(EngineRig rig, double delta) =>
        Assert.Equal(delta, rig.Engine.StatusOf(SmallMarket.Bitcoin).Delta, 1e-4);

    [Fact]
    public void A_leg_is_priced_off_the_forward_that_its_own_venue_names_whatever_another_prices_on()
    {
        EngineRig rig = Rig(home: 1, abroad: 0);
        Say(rig);
        ShouldBe(rig, Delta(rig, Forward));
    }

    [Fact]
    public void A_leg_where_the_venue_prices_on_its_index_is_priced_on_that()
    {
        EngineRig rig = Rig(home: 0, abroad: 1);
        Say(rig);
        ShouldBe(rig, Delta(rig, Index));
    }

    [Fact]
    public void Both_are_one_risk_none_is_disputed_and_a_restart_knows_them_apart()
    {
        EngineRig rig = Rig(home: 1, abroad: -1);
        Say(rig);
        foreach ((InstrumentId leg, decimal forward) in new[] { (Home, Forward), (Abroad, Index) })
        {
            OptionGreeks greeks = Greeks(rig, forward);
            rig.VenueGreeks(leg, greeks.Delta, greeks.Gamma, greeks.VegaPerPoint, greeks.ThetaPerDay);
        }
        ShouldBe(rig, Delta(rig, Forward) - Delta(rig, Index));
        Assert.Equal(0, rig.Engine.StatusOf(SmallMarket.Bitcoin).LegsNotGood);
        ulong hash = rig.Engine.StateHash();
        rig.Restart(rig.Snapshot());
        Assert.Equal(hash, rig.Engine.StateHash());
        Say(rig);
        ShouldBe(rig, Delta(rig, Forward) - Delta(rig, Index));
    }

    [Fact]
    public void A_smile_serves_the_legs_of_the_venue_whose_quotes_it_was_fitted_to()
    {
        EngineRig rig = Rig(home: 1, abroad: 1);
        Say(rig);
        rig.Smile(SmallMarket.Smile(Home, 0.004));
        rig.OptionTicker(Home, 0, Forward);
        rig.OptionTicker(Abroad, 0, Index);
        Assert.Equal(LegQuality.Surface, Quality(rig, Home));
        Assert.NotEqual(LegQuality.Surface, Quality(rig, Abroad));
    }

    private static LegQuality Quality(EngineRig rig, InstrumentId leg) =>
        rig.ReportsOf(ReportKind.LegQuality).Last(r => r.Instrument == leg).LegQuality.To;
}
