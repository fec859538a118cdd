using TradingAgent.Engine;
using TradingAgent.Engine.Kernel;
using TradingAgent.Engine.Market;
using TradingAgent.Quant.Maths;
using TradingAgent.Quant.Options;
using TradingAgent.Quant.Surface;
using TradingAgent.TestKit.Engine;
using Xunit;

namespace TradingAgent.UnitTests.Engine.Risk;

/// <summary>
/// A leg without a volatility of its own is priced from its expiry's smile while that is young, and said.
/// </summary>
public sealed class SurfaceLegTests
{
    private static readonly InstrumentId Call = SmallMarket.AtTheMoneyCall;
    private static readonly SurfaceFitted Smile = SmallMarket.Smile(Call, 0.004);

    [Fact]
    public void A_leg_that_loses_its_own_volatility_has_that_of_the_smile_and_is_not_good()
    {
        EngineRig rig = Rig();
        rig.Smile(Smile);
        Assert.Equal(0, Status(rig).LegsNotGood);
        Lose(rig);
        LegQualityReport told = rig.ReportsOf(ReportKind.LegQuality).Last().LegQuality;
        Assert.Equal((LegQuality.Good, LegQuality.Surface), (told.From, told.To));
        Assert.Equal(1, Status(rig).LegsNotGood);
        Assert.Equal(2 * DeltaOnSmile(rig, 100_000), Status(rig).Delta, 9);
        Assert.NotEqual(0.5, VolatilityOnSmile(100_000), 2);
    }

    [Fact]
    public void Its_volatility_moves_along_the_smile_with_the_forward()
    {
        EngineRig rig = Rig();
        rig.Smile(Smile);
        Lose(rig);
        rig.Mid(104_000);
        Assert.Equal(2 * DeltaOnSmile(rig, 104_000), Status(rig).Delta, 9);
        Assert.NotEqual(VolatilityOnSmile(100_000), VolatilityOnSmile(104_000), 3);
    }

    [Fact]
    public void A_newer_smile_replaces_the_one_in_use()
    {
        EngineRig rig = Rig();
        rig.Smile(Smile);
        Lose(rig);
        double before = Status(rig).ThetaPerDay;
        rig.Smile(Smile with { A = 0.008 });
        Assert.NotEqual(before, Status(rig).ThetaPerDay, 1);
    }

    [Fact]
    public void When_the_smile_ages_out_the_leg_is_unpriced()
    {
        EngineRig rig = Rig();
        rig.Smile(Smile);
        Lose(rig);
        rig.Advance(29_000);
        Assert.Equal(LegQuality.Surface, LastQuality(rig));
        rig.Advance(2_000);
        LegQualityReport told = rig.ReportsOf(ReportKind.LegQuality).Last().LegQuality;
        Assert.Equal((LegQuality.Surface, LegQuality.Unpriced), (told.From, told.To));
        Assert.Equal(0, Status(rig).Delta, 12);
        rig.Smile(Smile);
        Assert.Equal(LegQuality.Surface, LastQuality(rig));
    }

    [Fact]
    public void A_stale_leg_goes_onto_the_smile_and_back_to_its_own_volatility()
    {
        EngineRig rig = Rig();
        double own = Status(rig).VegaPerVolPoint;
        rig.Silence(Call);
        rig.Advance(61_000, 500);
        Assert.Equal(LegQuality.Stale, LastQuality(rig));
        rig.Smile(Smile);
        Assert.Equal(LegQuality.Surface, LastQuality(rig));
        Assert.Equal(2 * DeltaOnSmile(rig, 100_000), Status(rig).Delta, 9);
        rig.Advance(31_000, 500);
        Assert.Equal(LegQuality.Stale, LastQuality(rig));
        Assert.Equal(own, Status(rig).VegaPerVolPoint, 1);
        rig.Smile(Smile);
        rig.OptionTicker(Call, 0.5, 100_000);
        Assert.Equal((LegQuality.Good, 0), (LastQuality(rig), Status(rig).LegsNotGood));
        Assert.Equal(own, Status(rig).VegaPerVolPoint, 1);
    }

    [Fact]
    public void A_refused_smile_is_not_used_and_is_said_once()
    {
        EngineRig rig = Rig();
        for (int i = 0; i < 3; i++) rig.Smile(Smile with { Status = SurfaceStatus.Butterfly, Worst = -0.2 });
        EngineReport alarm = Assert.Single(
            rig.ReportsOf(ReportKind.Alarm), r => r.Alarm.Kind == AlarmKind.SurfaceRefused);
        Assert.Equal((SmallMarket.Bitcoin, -0.2), (alarm.Underlying, alarm.Alarm.Measured));
        Lose(rig);
        Assert.Equal(LegQuality.Unpriced, LastQuality(rig));
    }

    [Fact]
    public void A_refusal_leaves_the_smile_before_it_to_its_age()
    {
        EngineRig rig = Rig();
        rig.Smile(Smile);
        Lose(rig);
        rig.Smile(Smile with { Status = SurfaceStatus.PoorFit, A = 1 });
        Assert.Equal(2 * DeltaOnSmile(rig, 100_000), Status(rig).Delta, 9);
        rig.Advance(31_000);
        Assert.Equal(LegQuality.Unpriced, LastQuality(rig));
    }

    [Fact]
    public void Nothing_is_read_off_a_smile_beyond_its_reach()
    {
        EngineRig rig = Rig();
        rig.Smile(Smile with { Reach = 0.03 });
        Lose(rig);
        Assert.Equal(LegQuality.Surface, LastQuality(rig));
        rig.Mid(104_000);
        rig.Advance(200, quotes: false);
        Assert.Equal(LegQuality.Unpriced, LastQuality(rig));
    }

    [Fact]
    public void The_smile_of_another_expiry_does_not_serve()
    {
        EngineRig rig = Rig();
        rig.Smile(SmallMarket.Smile(SmallMarket.InverseOptions[0], 0.02));
        rig.Smile(Smile with { Underlying = SmallMarket.Ether });
        rig.Smile(Smile with { Expiry = Smile.Expiry + Duration.FromSeconds(1) });
        Lose(rig);
        Assert.Equal(LegQuality.Unpriced, LastQuality(rig));
    }

    [Fact]
    public void The_slope_is_that_of_the_smile_and_leaves_the_delta_alone()
    {
        EngineRig rig = Rig();
        Assert.False(rig.Engine.TrySmileSlope(Call, out _));
        double delta = Status(rig).Delta;
        rig.Smile(Smile);
        rig.Mid(100_000);
        Assert.True(rig.Engine.TrySmileSlope(Call, out SmileSlope slope));
        double perForward = (VolatilityOnSmile(100_001) - VolatilityOnSmile(99_999)) / 2;
        Assert.Equal(perForward, slope.PerForward, 1e-11);
        Assert.Equal(-perForward, slope.PerStrike, 1e-11);
        Assert.NotEqual(0, slope.PerForward);
        Assert.Equal(delta, Status(rig).Delta, 12);
        Assert.False(rig.Engine.TrySmileSlope(SmallMarket.Perpetual, out _));
    }

    [Fact]
    public void Where_it_is_wanted_deltas_follow_the_smile_and_the_part_of_it_is_said()
    {
        EngineRig rig = new EngineRig().Holding(Call, 2).With(ParameterId.SmileDelta, 1);
        rig.Tradable.Clear();
        rig.Ready();
        double plain = Status(rig).Delta;
        Assert.Equal(0, Status(rig).SmileDelta);
        rig.Smile(Smile);
        Assert.True(rig.Engine.TrySmileSlope(Call, out SmileSlope slope));
        double part = Status(rig).VegaPerVolPoint * 100 * slope.PerForward;
        Assert.NotEqual(0, part, 3);
        Assert.Equal(part, Status(rig).SmileDelta, 9);
        Assert.Equal(plain + part, Status(rig).Delta, 9);
        rig.Advance(1_000);
        Assert.Equal(
            Status(rig).SmileDelta,
            rig.ReportsOf(ReportKind.Risk).Last(r => r.Underlying == SmallMarket.Bitcoin).Risk.SmileDelta, 9);
        rig.Advance(31_000);
        Assert.Equal(0, Status(rig).SmileDelta);
    }

    [Fact]
    public void Smiles_survive_a_restart_and_a_new_build()
    {
        EngineRig rig = Rig();
        rig.Smile(Smile);
        Lose(rig);
        byte[] snapshot = rig.Snapshot();
        ulong hash = rig.Engine.StateHash();
        var next = new TradingEngine(rig.Limits);
        next.ReadFacts(snapshot);
        Assert.True(rig.Engine.TrySmileSlope(Call, out SmileSlope before));
        Assert.True(next.TrySmileSlope(Call, out SmileSlope after));
        Assert.Equal(before, after);
        rig.Restart(snapshot);
        Assert.Equal(hash, rig.Engine.StateHash());
        rig.Mid(101_000);
        Assert.Equal(2 * DeltaOnSmile(rig, 101_000), Status(rig).Delta, 9);
    }

    private static EngineRig Rig()
    {
        EngineRig rig = new EngineRig().Holding(Call, 2);
        rig.Tradable.Clear();
        return rig.Ready();
    }

    private static void Lose(EngineRig rig)
    {
        rig.OptionTicker(Call, 0, 100_000);
        rig.Mid(100_000);
    }

    private static EngineStatus.UnderlyingStatus Status(EngineRig rig) => rig.Engine.StatusOf(SmallMarket.Bitcoin);

    private static LegQuality LastQuality(EngineRig rig) =>
        rig.ReportsOf(ReportKind.LegQuality).Last(r => r.Instrument == Call).LegQuality.To;

    private static double VolatilityOnSmile(double forward) =>
        new SviSlice(Smile.A, Smile.B, Smile.Rho, Smile.M, Smile.Sigma)
            .ImpliedVolatility(Math.Log(100_000 / forward), Smile.YearFraction).Value;

    private static double DeltaOnSmile(EngineRig rig, double forward) => Black76.Evaluate(
        true, forward, 100_000, YearFraction.FromNanoseconds((Smile.Expiry - rig.Now).Nanoseconds),
        VolatilityOnSmile(forward)).Delta;
}
