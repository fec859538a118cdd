using TradingAgent.TestKit.Engine;
using Xunit;

namespace TradingAgent.UnitTests.Engine.Limits;

/// <summary>A chain told in part is not hedged on: what a few tickers more will say is awaited, never long.</summary>
public sealed class ChainWatchTests
{
    private static readonly InstrumentId Call = SmallMarket.AtTheMoneyCall;
    private static readonly InstrumentId Put = SmallMarket.AtTheMoneyPut;

    /// <summary>A straddle hedged to nothing, at the volatility of 0.5, with its option stream up.</summary>
    private static EngineRig Straddle()
    {
        EngineRig rig = new EngineRig().Holding(Call, 10).Holding(Put, 10).Ready();
        Say(rig, Call, 0.5);
        Say(rig, Put, 0.5);
        rig.Status(VenueStream.OptionMarket, VenueStatus.Up);
        rig.Advance(5_000);
        foreach (EngineCommand order in rig.TakePlaced()) rig.Fill(order, order.Quantity.ToDecimal());
        rig.Advance(5_000);
        rig.Take();
        return rig;
    }

    /// <summary>Another process, connected and enabled, which has heard the perpetual alone.</summary>
    private static void Restart(EngineRig rig)
    {
        rig.Silence(Call);
        rig.Silence(Put);
        rig.Run(2);
        rig.SendParameters();
        rig.Mid(100_010);
        rig.Status(VenueStream.OptionMarket, VenueStatus.Up);
        rig.VenueUp();
        rig.Enable();
        rig.Take();
    }

    private static void Say(EngineRig rig, InstrumentId option, double volatility)
    {
        rig.OptionTicker(option, volatility, 100_000);
        rig.Silence(option);
    }

    [Fact]
    public void After_a_restart_the_first_decision_waits_for_the_last_leg()
    {
        EngineRig rig = Straddle();
        Restart(rig);
        Say(rig, Call, 0.9);
        rig.Mid(103_000);
        Assert.Empty(rig.TakePlaced());
        Say(rig, Put, 0.9);
        rig.Mid(103_010);
        Assert.Equal(Side.Sell, rig.TakeOrder().Side);
    }

    [Fact]
    public void A_leg_that_says_nothing_is_waited_for_two_seconds()
    {
        EngineRig rig = Straddle();
        Restart(rig);
        Say(rig, Call, 0.5);
        rig.Mid(103_000);
        rig.Advance(1_900, 100);
        Assert.Empty(rig.TakePlaced());
        rig.Advance(200, 100);
        rig.Mid(103_010);
        Assert.Single(rig.TakePlaced());
    }

    [Fact]
    public void A_stream_that_comes_back_is_waited_for_and_one_that_is_away_is_not()
    {
        EngineRig rig = Straddle();
        rig.Silence(Call);
        rig.Silence(Put);
        rig.Status(VenueStream.OptionMarket, VenueStatus.Down);
        rig.Advance(1_000);
        rig.Status(VenueStream.OptionMarket, VenueStatus.Up);
        Say(rig, Call, 0.9);
        rig.Mid(103_000);
        Assert.Empty(rig.TakePlaced());
        rig.Status(VenueStream.OptionMarket, VenueStatus.Down);
        rig.Mid(103_010);
        Assert.Single(rig.TakePlaced());
    }

    [Fact]
    public void A_flatten_waits_for_nobody()
    {
        EngineRig rig = Straddle();
        Restart(rig);
        Say(rig, Call, 0.9);
        rig.Mid(103_000);
        Assert.Empty(rig.TakePlaced());
        rig.Operator(OperatorAction.Flatten);
        rig.Mid(103_010);
        Assert.NotEmpty(rig.TakePlaced());
    }
}
