using TradingAgent.Engine.Kernel;
using TradingAgent.Engine.Scaling;
using TradingAgent.TestKit.Engine;
using Xunit;

namespace TradingAgent.UnitTests.Engine.Scaling;

/// <summary>What targets really earned: which part of which fill is theirs, and what a trade brought.</summary>
public sealed class TradeBookTests
{
    private static readonly UnderlyingId Bitcoin = SmallMarket.Bitcoin;
    private readonly TradeBook _book = new();

    [Fact]
    public void A_trade_from_flat_to_flat_earns_its_own_prices_less_its_fees()
    {
        _book.OnFill(Bitcoin, 2, 1, 100, 1);
        _book.OnFill(Bitcoin, 2, 1, 110, 1);
        Assert.Equal((2 * 120) - 210 - 2, _book.Open(Bitcoin).PnlUsd(120), 9);
        _book.OnFill(Bitcoin, 0, -2, 120, 3);
        Assert.Equal(0, _book.Open(Bitcoin).Coins);
        Assert.Equal(1, _book.Closed(Bitcoin).Count);
        // 240 received for 210 paid, 5 of fees, against a largest value of 220.
        Assert.Equal(25.0 / 220, _book.Closed(Bitcoin).All.MeanGain.Value, 9);
    }

    [Fact]
    public void Fees_make_a_loser_of_a_trade_that_gained_less_than_they_are()
    {
        _book.OnFill(Bitcoin, 1, 1, 100, 0.5);
        _book.OnFill(Bitcoin, 0, -1, 100.8, 0.5);
        Assert.Equal(0, _book.Closed(Bitcoin).All.WinProbability.Value);
        Assert.Equal(0.2 / 100, _book.Closed(Bitcoin).All.MeanLoss.Value, 9);
    }

    [Fact]
    public void Of_a_fill_only_what_brings_the_target_nearer_is_the_trades()
    {
        _book.OnFill(Bitcoin, 1, 3, 100, 3);
        Assert.Equal((1.0, 100.0, 1.0), Held());
        // The option legs' delta rose: what is sold for them is not the trade's.
        _book.OnFill(Bitcoin, 1, -0.4, 105, 1);
        Assert.Equal((1.0, 100.0, 1.0), Held());
    }

    [Fact]
    public void A_turn_ends_one_trade_and_begins_the_next()
    {
        _book.OnFill(Bitcoin, 1, 1, 100, 0);
        _book.OnFill(Bitcoin, -1, -2, 90, 2);
        Assert.Equal((-1.0, -90.0, 1.0), Held());
        Assert.Equal(0.11, _book.Closed(Bitcoin).All.MeanLoss.Value, 9);
    }

    [Fact]
    public void What_the_options_delta_did_already_is_crossed_at_the_price_of_the_moment()
    {
        _book.OnFill(Bitcoin, 1, 0.95, 100, 0);
        _book.Cross(Bitcoin, 1, 0.1, 120);
        Assert.Equal(0.95, _book.Open(Bitcoin).Coins, 9);
        _book.Cross(Bitcoin, 0.5, 0.1, 120);
        Assert.Equal(0.5, _book.Open(Bitcoin).Coins, 9);
        Assert.Equal(0, _book.Closed(Bitcoin).Count);
        _book.Cross(Bitcoin, 0, 0.6, 120);
        Assert.Equal(0, _book.Open(Bitcoin).Coins);
        Assert.Equal(0.2, _book.Closed(Bitcoin).All.MeanGain.Value, 9);
    }

    [Fact]
    public void Funding_of_what_is_held_counts_by_its_share_of_the_position()
    {
        _book.OnFill(Bitcoin, 1, 1, 100, 0);
        _book.OnFunding(Bitcoin, -4, 2);
        _book.OnFunding(Bitcoin, 9, -1);
        Assert.Equal(-2, _book.Open(Bitcoin).PnlUsd(100), 9);
    }

    [Fact]
    public void Real_fills_with_their_fees_reach_the_policies_and_outlive_a_restart()
    {
        EngineRig rig = Rig(1).Ready();
        rig.Mid(100_000);
        rig.Advance(1500);
        EngineCommand entry = rig.AcceptOrder();
        rig.Fill(entry, 1, fee: 30);
        Assert.Equal((0, 1.0), (TradesOf(rig).TradesClosed, Next(rig).TradeCoins));
        rig.Mid(101_000);
        rig.WithoutPolicies();
        Rig(0, rig).SendParameters();
        rig.Advance(2500, quotes: false);
        EngineCommand exit = rig.AcceptOrder();
        Assert.Equal(Side.Sell, exit.Side);
        rig.Fill(exit, 1, fee: 40);
        ScalingInputs seen = Next(rig);
        Assert.Equal((1L, 1.0, 0.0), (seen.TradesClosed, seen.TradesWon, seen.TradeCoins));
        double sold = exit.Price.ToDouble(), bought = entry.Price.ToDouble();
        Assert.Equal((sold - bought - 70) / bought, seen.MeanGain, 9);
        ulong hash = rig.Engine.StateHash();
        rig.Restart(rig.Snapshot());
        Assert.Equal(hash, rig.Engine.StateHash());
        Assert.Equal(1, Next(rig).TradesClosed);
    }

    private static EngineRig Rig(double goal, EngineRig? rig = null) =>
        (rig ?? new EngineRig().With(ParameterId.BandInnerShare, 0)).WithPolicy("linear", ("Goal", goal), ("Step", 1),
            ("Every", 1000));

    private static ScalingInputs Next(EngineRig rig)
    {
        rig.Advance(1500);
        return TradesOf(rig);
    }

    private static ScalingInputs TradesOf(EngineRig rig) => rig.Engine.ScalingInputsOf(Bitcoin);

    private (double Coins, double Paid, double Cost) Held()
    {
        OpenTrade trade = _book.Open(Bitcoin);
        return (Math.Round(trade.Coins, 9), Math.Round(trade.PaidUsd, 9), Math.Round(trade.CostUsd, 9));
    }
}
