using TradingAgent.Engine.Scaling.Policies;
using TradingAgent.Quant.Sizing;
using Xunit;

namespace TradingAgent.UnitTests.Engine.Scaling;

/// <summary>Kelly: the published figures through the policy, its cautions, and no size without an edge.</summary>
public sealed class KellySizingTests
{
    private const string Name = "kelly";

    [Fact]
    public void A_drift_gives_drift_over_variance()
    {
        // Thorp (2006): drift .11 over a rate of .06 at a volatility of .15 is a full Kelly of 2.222.
        PolicyBench bench = Full(("Drift", 0.05), ("LeverageMax", 20));
        bench.View.Volatility[0] = 0.15;
        Proposal proposal = bench.Ask();
        Assert.Equal(2.222222, proposal.Inputs[0], 6);
        Assert.Equal(22.22222, proposal.Value, 5);
    }

    [Fact]
    public void Odds_give_edge_over_odds()
    {
        PolicyBench bench = Full(("Form", 1), ("WinProbability", 0.51));
        Assert.Equal(0.02 * 10, bench.Ask().Value, 9);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, -0.5)]
    [InlineData(1, 0.5)]
    public void No_edge_gives_exactly_zero(double form, double drift)
    {
        PolicyBench bench = Full(("Form", form), ("Drift", drift), ("WinProbability", 0.5));
        Proposal proposal = bench.Ask();
        Assert.Equal(0, proposal.Value);
        Assert.Equal(PolicyRule.NoEdge, proposal.Rule);
    }

    [Fact]
    public void A_negative_edge_is_sold_only_when_allowed()
    {
        PolicyBench bench = Full(("Drift", -0.1), ("AllowShort", 1));
        Assert.Equal(-0.4 * 10, bench.Ask().Value, 9);
    }

    [Fact]
    public void An_edge_known_from_little_is_shrunk()
    {
        // A yearly Sharpe ratio of 1 known from one year keeps one half.
        PolicyBench bench = Full(("Drift", 0.5), ("Evidence", 1), ("LeverageMax", 20));
        Proposal proposal = bench.Ask();
        Assert.Equal(0.5, proposal.Inputs[1], 9);
        Assert.Equal(1, proposal.Inputs[3], 9);
    }

    [Fact]
    public void A_tolerable_chance_of_a_drawdown_caps_the_fraction()
    {
        // At a half, chance of ever being there: x^(2/c-1) = 1/8 for half Kelly.
        PolicyBench bench = Full(("Drift", 0.1), ("DrawdownShare", 0.5), ("DrawdownChance", 0.125));
        Assert.Equal(0.5, bench.Ask().Inputs[2], 9);
    }

    [Fact]
    public void Caps_hold_and_are_said()
    {
        PolicyBench bench = Full(("Drift", 3), ("LeverageMax", 1));
        Proposal proposal = bench.Ask();
        Assert.Equal(10, proposal.Value, 9);
        Assert.Equal(PolicyRule.Capped, proposal.Rule);
    }

    [Fact]
    public void Realised_trades_give_odds_once_there_are_enough()
    {
        PolicyBench bench = Full(("Form", 2), ("TradesMin", 30), ("LeverageMax", 20));
        for (int i = 0; i < 29; i++) bench.View.Trades.Add(i % 2 == 0 ? 0.03 : -0.01);
        Assert.Equal(PolicyInput.Trades, bench.Ask().Missing);
        for (int i = 0; i < 31; i++) bench.View.Trades.Add(i % 2 != 0 ? 0.03 : -0.01);
        Proposal proposal = bench.Ask();
        Assert.True(proposal.HasValue && proposal.Value > 0);
        Assert.Equal(60, proposal.Inputs[5]);
        // p/loss - q/gain for p = 1/2, a gain of 3 % and a loss of 1 %, before the confidence.
        Assert.Equal((0.5 / 0.01) - (0.5 / 0.03), proposal.Inputs[0], 1);
        // A mean of 1 % over a deviation of 2 %, known from 60 trades.
        double squared = 0.25 * 59 / 60;
        Assert.Equal(squared / (squared + (1.0 / 60)) * 58 * 55 / (60 * 58), proposal.Inputs[1], 9);
    }

    [Fact]
    public void Only_the_last_trades_speak_and_a_new_one_is_heard_at_once()
    {
        PolicyBench bench = Full(("Form", 2), ("LeverageMax", 20));
        for (int i = 0; i < 64; i++) bench.View.Trades.Add(i % 2 == 0 ? 0.03 : -0.01);
        Assert.True(bench.Ask().Value > 0);
        for (int i = 0; i < 64; i++)
        {
            double before = bench.Ask().Inputs[0];
            bench.View.Trades.Add(-0.02);
            Assert.True(bench.Ask().Inputs[0] < before || before == 0);
        }
        Proposal proposal = bench.Ask();
        Assert.Equal((0, PolicyRule.NoEdge), (proposal.Value, proposal.Rule));
    }

    [Theory]
    [InlineData(-0.01, -0.01)]
    [InlineData(0.01, -0.02)]
    public void Realised_trades_without_an_edge_give_zero_and_nothing_else(double one, double other)
    {
        PolicyBench bench = Full(("Form", 2), ("AllowShort", 1));
        for (int i = 0; i < 40; i++) bench.View.Trades.Add(i % 2 == 0 ? one : other);
        Proposal proposal = bench.Ask();
        Assert.Equal((0, PolicyRule.NoEdge, PolicyInput.None), (proposal.Value, proposal.Rule, proposal.Missing));
    }

    [Fact]
    public void A_chance_of_a_drawdown_is_held_on_the_outcomes_themselves()
    {
        PolicyBench free = Full(("Form", 2), ("LeverageMax", 20));
        PolicyBench bound = Full(
            ("Form", 2), ("LeverageMax", 20), ("DrawdownShare", 0.7), ("DrawdownChance", 0.1));
        for (int i = 0; i < 64; i++)
        {
            free.View.Trades.Add(i % 2 == 0 ? 0.15 : -0.1);
            bound.View.Trades.Add(i % 2 == 0 ? 0.15 : -0.1);
        }
        double most = OutcomeKelly.ConstrainedFraction([1, 1], [0.15, -0.1], 0.7, 0.1).Value;
        Proposal proposal = bound.Ask();
        Assert.True(most < free.Ask().Inputs[3]);
        Assert.Equal(most, proposal.Inputs[3], 9);
        Assert.Equal(PolicyRule.Capped, proposal.Rule);
    }

    [Fact]
    public void A_portfolio_is_sized_with_its_covariance()
    {
        PolicyBench bench = Full(("Form", 3), ("Drift", 0.2), ("LeverageMax", 20));
        bench.Speak(TestKit.Engine.SmallMarket.Ether, ("Drift", 0.3));
        Assert.Equal(PolicyInput.Covariance, bench.Ask().Missing);
        Covary(bench, 0.25, 0.3, 0.64);
        // Inverse of [[.25,.3],[.3,.64]] times (.2,.3): the determinant is .07.
        Assert.Equal(((0.64 * 0.2) - (0.3 * 0.3)) / 0.07, bench.Ask().Inputs[0], 9);
    }

    [Fact]
    public void Size_scales_with_capital_and_falls_with_variance()
    {
        PolicyBench bench = Full(("Drift", 0.1), ("LeverageMax", 20));
        double once = bench.Ask().Value;
        bench.View.EquityUsd *= 3;
        double thrice = bench.Ask().Value;
        bench.View.Volatility[0] *= 2;
        double calm = bench.Ask().Value;
        Assert.Equal(3 * once, thrice, 9);
        Assert.Equal(thrice / 4, calm, 9);
    }

    private static PolicyBench Full(params ReadOnlySpan<(string Name, double Value)> values) => new(Name,
    [
        ("Fraction", 1), ("Evidence", 0), ("LeverageMax", 1), ("WorstLoss", 0), ("Buffer", 0), ("CapitalShare", 1),
        .. values,
    ]);

    private static void Covary(PolicyBench bench, double one, double both, double other)
    {
        bench.View.CovarianceIndex = 0;
        bench.Ether.CovarianceIndex = 1;
        bench.Ether.Spot = 4000;
        bench.View.Covariance[0] = one;
        bench.View.Covariance[1] = both;
        bench.Ether.Covariance[0] = both;
        bench.Ether.Covariance[1] = other;
    }
}
