using TradingAgent.Engine;
using TradingAgent.Quant.Maths;
using TradingAgent.Quant.Options;
using TradingAgent.TestKit.Engine;
using Xunit;

namespace TradingAgent.UnitTests.Engine.Risk;

/// <summary>
/// Where the venue says no forward for an expiry, a call and a put of one strike give it, and the legs say so.
/// </summary>
public sealed class ParityForwardTests
{
    private static readonly InstrumentId Call = SmallMarket.AtTheMoneyCall;
    private static readonly InstrumentId Put = SmallMarket.AtTheMoneyPut;

    /// <summary>A leg of the same expiry that is not of the strike.</summary>
    private static readonly InstrumentId Other = new(12);

    [Fact]
    public void A_fresh_pair_near_the_money_gives_the_forward_and_every_leg_of_the_expiry_says_so()
    {
        EngineRig rig = Silent();
        Pair(rig);
        Assert.Equal(LegQuality.Parity, Quality(rig, Call));
        rig.OptionQuote(Other, 6_000m, 6_100m);
        Assert.Equal(LegQuality.Parity, Quality(rig, Other));
        // C − P = 400: the forward is 100,400 and the delta that of a call struck 400 below it.
        Assert.Equal(Delta(rig, Call, 100_400) + Delta(rig, Other, 100_400), Status(rig).Delta, 6);
        Assert.Equal(2, Status(rig).LegsNotGood);
    }

    [Fact]
    public void The_forward_follows_the_reference_between_quotes()
    {
        EngineRig rig = Silent();
        Pair(rig);
        rig.OptionQuote(Other, 6_000m, 6_100m);
        rig.Mid(101_000);
        double forward = 101_000 * 1.004;
        Assert.Equal(Delta(rig, Call, forward) + Delta(rig, Other, forward), Status(rig).Delta, 6);
    }

    [Fact]
    public void A_coin_settled_pair_gives_it_in_coin()
    {
        InstrumentId call = SmallMarket.InverseOptions[4];
        InstrumentId put = SmallMarket.InverseOptions[5];
        EngineRig rig = Silent(call);
        // C − P = 0.004 coins: 1 − K/F = 0.004.
        rig.OptionQuote(put, 0.0298m, 0.0300m);
        rig.OptionQuote(call, 0.0338m, 0.0340m);
        Assert.Equal(LegQuality.Parity, Quality(rig, call));
        double forward = 100_000 / (1 - 0.004);
        InstrumentTerms terms = SmallMarket.All.Single(i => i.Id == call).Terms;
        Assert.Equal(Greeks(rig, terms, forward).Delta * forward / 100_000, Status(rig).Delta, 6);
    }

    [Fact]
    public void The_venues_own_word_counts_while_it_is_fresh_and_again_when_it_returns()
    {
        EngineRig rig = Rig();
        rig.OptionTicker(Call, 0.5, 100_000);
        Pair(rig);
        Assert.Equal(0, Status(rig).LegsNotGood);
        Age(rig);
        Pair(rig);
        Assert.Equal(LegQuality.Parity, Quality(rig, Call));
        rig.OptionTicker(Other, 0.5, 100_100);
        Assert.Equal(LegQuality.Good, Quality(rig, Other));
        Assert.Equal(LegQuality.Good, Quality(rig, Call));
        Assert.Equal(0, Status(rig).LegsNotGood);
        Assert.Equal(Delta(rig, Call, 100_100) + Delta(rig, Other, 100_100), Status(rig).Delta, 6);
    }

    [Fact]
    public void A_forward_that_nobody_says_or_gives_any_more_makes_the_legs_stale()
    {
        EngineRig rig = Silent();
        Pair(rig);
        for (int i = 0; i < 62; i++)
        {
            rig.Advance(1_000, 500);
            rig.OptionQuote(Call, 2_500m, 0m);
            rig.OptionQuote(Other, 6_000m, 6_100m);
        }
        Assert.Equal(LegQuality.Stale, Quality(rig, Call));
        Assert.Equal(2, Status(rig).LegsNotGood);
    }

    [Theory]
    [InlineData(0, 2_520, 2_080, 2_120)] // one side
    [InlineData(2_520, 2_480, 2_080, 2_120)] // crossed
    [InlineData(1_900, 3_100, 2_080, 2_120)] // too wide to say anything
    [InlineData(42_480, 42_520, 2_080, 2_120)] // no market's forward
    public void Quotes_that_prove_nothing_are_passed_over(
        double callBid, double callAsk, double putBid, double putAsk)
    {
        EngineRig rig = Silent();
        rig.OptionQuote(Put, (decimal)putBid, (decimal)putAsk);
        rig.OptionQuote(Call, (decimal)callBid, (decimal)callAsk);
        Assert.NotEqual(LegQuality.Parity, Quality(rig, Call));
    }

    [Fact]
    public void An_old_quote_a_strike_far_from_the_money_and_another_settlement_are_no_pair()
    {
        EngineRig rig = Silent();
        rig.OptionQuote(Put, 2_080m, 2_120m);
        rig.Advance(7_000);
        rig.OptionQuote(Call, 2_480m, 2_520m);
        Assert.NotEqual(LegQuality.Parity, Quality(rig, Call));
        // 90,000 is a tenth away from the money.
        rig.OptionQuote(new InstrumentId(11), 80m, 120m);
        rig.OptionQuote(new InstrumentId(10), 10_480m, 10_520m);
        Assert.NotEqual(LegQuality.Parity, Quality(rig, Call));
        // The put of the coin-settled month is not that of the dollar-settled week.
        rig.OptionQuote(SmallMarket.InverseOptions[5], 0.0298m, 0.0300m);
        Assert.NotEqual(LegQuality.Parity, Quality(rig, Call));
    }

    [Fact]
    public void No_new_risk_is_taken_on_it_and_it_survives_a_restart()
    {
        EngineRig rig = Rig(trades: true);
        Age(rig);
        Pair(rig);
        rig.Take();
        rig.Mid(108_000);
        rig.Advance(2_000, quotes: false);
        Assert.All(rig.ReportsOf(ReportKind.Refusal), r => Assert.Equal(Refusal.LegQuality, r.Refusal.Reason));
        byte[] snapshot = rig.Snapshot();
        ulong hash = rig.Engine.StateHash();
        rig.Restart(snapshot);
        Assert.Equal(hash, rig.Engine.StateHash());
        Assert.True(Status(rig).LegsNotGood > 0);
    }

    /// <summary>A call of 2,500 and a put of 2,100 at 100,000, the put first.</summary>
    private static void Pair(EngineRig rig)
    {
        rig.OptionQuote(Put, 2_080m, 2_120m);
        rig.OptionQuote(Call, 2_480m, 2_520m);
    }

    /// <summary>The reference goes on; the options say nothing for longer than a forward counts.</summary>
    private static void Age(EngineRig rig)
    {
        foreach ((InstrumentId id, InstrumentTerms terms) in SmallMarket.All) if (terms.IsOption) rig.Silence(id);
        rig.Advance(11_000, 500);
    }

    private static EngineRig Rig(InstrumentId? only = null, bool trades = false)
    {
        EngineRig rig = only is { } id
            ? new EngineRig().Holding(id, 1)
            : new EngineRig().Holding(Call, 1).Holding(Other, 1);
        if (!trades) rig.Tradable.Clear();
        return rig.Ready();
    }

    /// <summary>A market whose options have said no forward for a while.</summary>
    private static EngineRig Silent(InstrumentId? only = null)
    {
        EngineRig rig = Rig(only);
        Age(rig);
        return rig;
    }

    private static EngineStatus.UnderlyingStatus Status(EngineRig rig) => rig.Engine.StatusOf(SmallMarket.Bitcoin);

    private static LegQuality Quality(EngineRig rig, InstrumentId leg) =>
        rig.ReportsOf(ReportKind.LegQuality).Last(r => r.Instrument == leg).LegQuality.To;

    private static double Delta(EngineRig rig, InstrumentId option, double forward) =>
        Greeks(rig, SmallMarket.All.Single(i => i.Id == option).Terms, forward).Delta
            * forward / rig.Engine.StatusOf(SmallMarket.Bitcoin).Spot;

    private static OptionGreeks Greeks(EngineRig rig, InstrumentTerms terms, double forward) => Black76.Evaluate(
        terms.OptionSide == OptionSide.Call, forward, terms.Strike.ToDouble(),
        YearFraction.FromNanoseconds((terms.Expiry - rig.Now).Nanoseconds), 0.5);
}
