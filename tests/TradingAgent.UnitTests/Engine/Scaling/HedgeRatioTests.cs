using TradingAgent.Engine.Kernel;
using TradingAgent.Engine.Scaling;
using TradingAgent.TestKit.Engine;
using Xunit;

namespace TradingAgent.UnitTests.Engine.Scaling;

/// <summary>A hedge that goes part of the way ends there, whatever fills come in between.</summary>
public sealed class HedgeRatioTests
{
    [Theory]
    [InlineData(0.8, Side.Sell)]
    [InlineData(-0.8, Side.Buy)]
    public void Part_of_the_way_is_a_resting_place_however_the_fills_come(double held, Side side)
    {
        EngineRig rig = Half(held);
        EngineCommand order = rig.AcceptOrder();
        Assert.Equal((side, 0.4m), (order.Side, order.Quantity.ToDecimal()));
        foreach (decimal fill in (ReadOnlySpan<decimal>)[0.1m, 0.05m, 0.2m, 0.05m])
        {
            rig.Fill(order, fill);
            rig.Advance(1500);
            Assert.Empty(rig.Take());
        }
        rig.Advance(10_000);
        Assert.Empty(rig.TakePlaced());
        Assert.Equal(0.4, Math.Abs(rig.Engine.StatusOf(SmallMarket.Bitcoin).Delta), 9);
    }

    [Fact]
    public void A_hedge_that_is_over_outside_the_band_is_followed_by_another()
    {
        EngineRig rig = Half(4);
        foreach (decimal part in (ReadOnlySpan<decimal>)[2, 1, 0.5m])
        {
            EngineCommand order = rig.AcceptOrder();
            Assert.Equal(part, order.Quantity.ToDecimal());
            rig.Fill(order, part);
            rig.Advance(1500);
        }
        Assert.Empty(rig.TakePlaced());
        Assert.Equal(0.5, rig.Engine.StatusOf(SmallMarket.Bitcoin).Delta, 9);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void A_market_that_moves_on_meanwhile_moves_no_goal_until_the_band_is_left_anew(int side)
    {
        EngineRig rig = Half(0.8 * side);
        EngineCommand order = rig.AcceptOrder();
        rig.Fill(order, 0.2m);
        // 0.6 away and now 0.9, never inside the band: 0.4 is still where it ends.
        Assert.Equal(0.7m, AmendedBy(rig, -0.3 * side));
        rig.Fill(order, 0.45m);
        rig.Advance(300);
        // 0.45 away was inside the band; now it is 1 away, and half of that is where it ends.
        Assert.Equal(1.15m, AmendedBy(rig, -0.85 * side));
    }

    [Fact]
    public void A_goal_survives_a_restart()
    {
        EngineRig rig = Half(0.8);
        EngineCommand order = rig.AcceptOrder();
        rig.Fill(order, 0.3m);
        rig.Advance(500);
        ulong hash = rig.Engine.StateHash();
        rig.Restart(rig.Snapshot());
        Assert.Equal(hash, rig.Engine.StateHash());
        rig.Advance(1500);
        rig.Fill(order, 0.1m);
        rig.Advance(5000);
        Assert.Empty(rig.TakePlaced());
        Assert.Equal(0.4, rig.Engine.StatusOf(SmallMarket.Bitcoin).Delta, 9);
    }

    [Theory]
    [InlineData(0.8, 0, 0.3, 0.5)]
    [InlineData(0.6, 0.5, 0.1, 0.5)]
    [InlineData(0.4, 0.5, 0, 0)]
    [InlineData(0.4, -0.5, 0, 0)]
    [InlineData(0.8, -0.5, 0.3, 0.5)]
    [InlineData(0.8, 0.1, 0.6, 0.1)]
    public void The_controller_goes_to_the_goal_or_finds_one(double error, double goal, double amount, double next)
    {
        foreach (int side in (ReadOnlySpan<int>)[1, -1])
        {
            DeltaAdjustment adjustment = ScalingController.Decide(new ScalingInput
            {
                Delta = side * error,
                Spot = 1,
                Tolerance = 1,
                Goal = side * goal,
                IsWorking = goal != 0,
                Band = BandShape.Symmetric(0.5, innerShare: 0.4) with { HedgeRatio = 0.5 },
            });
            Assert.Equal(-side * amount, adjustment.Amount, 9);
            Assert.Equal(amount == 0 ? 0 : side * next, adjustment.Goal, 9);
        }
    }

    private static EngineRig Half(double held)
    {
        EngineRig rig = new EngineRig().Holding(SmallMarket.Perpetual, (decimal)held)
            .With(ParameterId.CampaignFor, 3_600_000).With(ParameterId.PassiveFor, 3_600_000)
            .WithPolicy("delta-band", ("Kind", 0), ("Width", 0.5), ("InnerShare", 0), ("HedgeRatio", 0.5)).Ready();
        rig.Advance(1200);
        return rig;
    }

    /// <summary>The delta that is wanted moves, as a market moves that of options: the order's new size.</summary>
    private static decimal AmendedBy(EngineRig rig, double target)
    {
        rig.Take();
        rig.With(ParameterId.TargetDelta, target).SendParameters();
        rig.Advance(1500);
        EngineCommand amend = Assert.Single(rig.Take());
        Assert.Equal(CommandKind.AmendOrder, amend.Kind);
        rig.Amended(amend);
        return amend.Quantity.ToDecimal();
    }
}
