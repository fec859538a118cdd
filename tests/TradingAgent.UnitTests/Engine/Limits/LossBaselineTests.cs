using TradingAgent.Engine;
using TradingAgent.Engine.Kernel;
using TradingAgent.TestKit.Engine;
using Xunit;
using static TradingAgent.UnitTests.Engine.Limits.LossLimitTests;

namespace TradingAgent.UnitTests.Engine.Limits;

/// <summary>What P&amp;L and equity are of one moment, and from where the limits count.</summary>
public sealed class LossBaselineTests
{
    private const double None = 1e9;
    private static readonly InstrumentId Perpetual = SmallMarket.Perpetual;

    [Theory]
    [InlineData(101_000, Side.Sell)]
    [InlineData(99_000, Side.Sell)]
    public void A_closed_position_counts_once(decimal price, Side side)
    {
        EngineRig rig = HolderOf(1);
        rig.Mid(price);
        LimitFigures before = rig.Engine.Status().Limits;
        double drawdown = rig.Engine.Status().Limits.DrawdownShare;
        rig.Fill(ClientOrderId.None, Perpetual, side, 1, price, rig.NextExecution());
        rig.Advance(1_200);
        Assert.Equal(before.PeakPnlUsd, rig.Engine.Status().Limits.PeakPnlUsd, 6);
        Assert.Equal(drawdown, rig.Engine.Status().Limits.DrawdownShare, 9);
        Assert.Equal((double)price - 100_000, rig.Engine.Status().PnlUsd, 6);
    }

    [Fact]
    public void A_loss_near_its_limit_is_not_doubled_by_closing_it()
    {
        EngineRig rig = HolderOf(1, (ParameterId.DayLossMax, 10_000));
        rig.Mid(94_000);
        rig.Fill(ClientOrderId.None, Perpetual, Side.Sell, 1, 94_000, rig.NextExecution());
        rig.Advance(1_200);
        Assert.DoesNotContain(rig.Engine.Breaches.ToArray(), b => b.Mode >= TradingMode.Halted);
    }

    [Fact]
    public void What_was_lost_over_midnight_is_the_new_days()
    {
        EngineRig rig = HolderOf(1, (ParameterId.DayLossMax, 1_000));
        rig.Now = SmallMarket.Start + Duration.FromSeconds(86_400 - 60);
        rig.Mid(100_000);
        rig.Now = SmallMarket.Start + Duration.FromSeconds(86_400 + 1_800);
        rig.Mid(98_900);
        Assert.Equal(-1_100, rig.Engine.Status().DayPnlUsd, 6);
        Assert.Equal(TradingMode.Halted, rig.Engine.Status().Mode);
    }

    [Fact]
    public void Equity_that_was_all_lost_has_limits_again_after_a_resume()
    {
        EngineRig rig = HolderOf(2, (ParameterId.DrawdownShareMax, 0.5));
        rig.Mid(40_000);
        Assert.Equal(LimitKind.PeakDrawdown, rig.Engine.Breaches[0].Limit);
        rig.Balance(CurrencyId.Usdt, 200_000);
        rig.Operator(OperatorAction.Resume, LimitKind.PeakDrawdown);
        rig.Mid(40_001);
        Assert.Equal(TradingMode.Normal, rig.Engine.Status().Mode);
        rig.Mid(19_000);
        Assert.Equal(LimitKind.PeakDrawdown, rig.Engine.Breaches[0].Limit);
    }

    [Fact]
    public void A_share_is_one_of_all_wallets_and_not_of_the_first_that_was_told()
    {
        EngineRig rig = new EngineRig { AnswersReports = false }.Holding(Perpetual, 1);
        rig.With(ParameterId.UnderlyingLossShareMax, 0.02).With(ParameterId.DayLossMax, None);
        rig.Tradable.Clear();
        rig.FundedWith(CurrencyId.Usdc, 5).Connect();
        rig.Mid(100_000);
        Assert.Equal(0, rig.Engine.Status().Limits.DayEquityUsd);
        rig.Balance(CurrencyId.Usdt, 100_000);
        rig.AnswersReports = true;
        rig.Advance(40_000);
        Assert.Equal(100_005, rig.Engine.Status().Limits.DayEquityUsd, 0);
        rig.Mid(99_900);
        Assert.Empty(rig.Engine.Breaches.ToArray());
    }

    [Theory]
    [InlineData(0, 0, TradingMode.Normal)]
    [InlineData(1, -10_000, TradingMode.Halted)]
    public void A_hedged_coin_loses_nothing_where_its_equity_is_delta(
        double numeraire, double pnl, TradingMode mode)
    {
        EngineRig rig = new EngineRig().Holding(Perpetual, -1).FundedWith(CurrencyId.Btc, 1)
            .With(ParameterId.Numeraire, numeraire).With(ParameterId.DayLossMax, 5_000)
            .With(ParameterId.UnderlyingLossMax, 5_000);
        rig.Tradable.Clear();
        rig.Ready();
        for (decimal mid = 100_000; mid <= 110_000; mid += 1_000) rig.Mid(mid);
        rig.Advance(1_200);
        Assert.Equal(pnl, rig.Engine.Status().PnlUsd, 6);
        Assert.Equal(mode, rig.Engine.Status().Mode);
    }

    [Fact]
    public void A_coin_that_falls_unhedged_is_a_loss_and_one_that_is_withdrawn_is_none()
    {
        EngineRig rig = new EngineRig().FundedWith(CurrencyId.Btc, 2).With(ParameterId.DayLossMax, 5_000);
        rig.Tradable.Clear();
        rig.Ready();
        rig.Mid(100_000);
        rig.Balance(CurrencyId.Btc, 1);
        rig.Mid(96_000);
        rig.Advance(1_200);
        Assert.Equal(-4_000, rig.Engine.Status().PnlUsd, 6);
        Assert.NotEqual(TradingMode.Halted, rig.Engine.Status().Mode);
        rig.Mid(94_900);
        Assert.Equal(TradingMode.Halted, rig.Engine.Status().Mode);
    }

    [Theory]
    [InlineData(0, -1_000)]
    [InlineData(0.25, -1_000)]
    [InlineData(-1, -1_000)]
    public void A_position_that_is_gone_at_the_venue_leaves_its_loss_behind(decimal left, double pnl)
    {
        EngineRig rig = HolderOf(1);
        rig.Mid(99_000);
        rig.Holding(Perpetual, left);
        rig.Advance(40_000);
        Assert.Equal(NetQuantity.From(left), rig.Engine.PositionOf(Perpetual));
        Assert.Equal(pnl, rig.Engine.Status().PnlUsd, 6);
        Assert.Equal(pnl, rig.Engine.Status().DayPnlUsd, 6);
        rig.Balance(CurrencyId.Usdt, 99_000);
        rig.Mid(99_000.1m);
        Assert.Equal(pnl + ((double)left * 0.1), rig.Engine.Status().PnlUsd, 6);
    }
}
