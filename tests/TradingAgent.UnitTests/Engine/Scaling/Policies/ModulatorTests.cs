using TradingAgent.Engine.Scaling;
using TradingAgent.Engine.Scaling.Policies;
using TradingAgent.Quant.Costs;
using TradingAgent.TestKit.Engine;
using TradingAgent.UnitTests.Quant;
using Xunit;

namespace TradingAgent.UnitTests.Engine.Scaling.Policies;

/// <summary>Modulators against figures by hand and tables, their bounds, and what they make of what is
/// missing.</summary>
public sealed class ModulatorTests
{
    [Theory]
    [InlineData(0.5, 0.8, PolicyRule.Formula)]
    [InlineData(0.8, 0.5, PolicyRule.Formula)]
    [InlineData(0.3, 1, PolicyRule.Capped)]
    [InlineData(8, 0.1, PolicyRule.Floored)]
    [InlineData(0, 1, PolicyRule.Capped)]
    public void Volatility_divides_a_reference_by_what_is_within_its_bounds(
        double sigma, double factor, PolicyRule rule)
    {
        var bench = new CalmBench("volatility", ("Reference", 0.4), ("FactorMin", 0.1));
        bench.View.Volatility[0] = sigma;
        Proposal proposal = bench.Ask(3);
        Assert.Equal(factor, proposal.Value, 1e-12);
        Assert.Equal(rule, proposal.Rule);
    }

    [Fact]
    public void Volatility_that_is_not_known_is_named_and_a_floor_above_the_cap_is_refused()
    {
        var bench = new CalmBench("volatility");
        bench.View.Volatility[0] = double.NaN;
        Assert.Equal(PolicyInput.Volatility, bench.Ask(1).Missing);
        Assert.Equal(["FactorMin"], CalmBench.Problems("volatility", ("FactorMin", 0.6), ("FactorMax", 0.5)));
        Assert.Equal(["FactorMin"], CalmBench.Problems("factors", ("FactorMin", 0.6), ("FactorMax", 0.5)));
        Assert.Empty(CalmBench.Problems("volatility"));
    }

    [Fact]
    public void Volatility_never_grows_a_size_with_risk()
    {
        var bench = new CalmBench("volatility", ("FactorMax", 3));
        double before = double.MaxValue;
        for (double sigma = 0.01; sigma < 4; sigma *= 1.1)
        {
            bench.View.Volatility[0] = sigma;
            double factor = bench.Ask(1).Value;
            Assert.True(factor <= before);
            Assert.InRange(factor, 0, 3);
            before = factor;
        }
    }

    [Fact]
    public void Factors_say_nothing_unless_they_are_configured_and_known()
    {
        var bench = new CalmBench("factors");
        bench.View.FundingScore = 5;
        Assert.Equal((1, PolicyRule.Neutral), (bench.Ask(1).Value, bench.Ask(1).Rule));
        bench.Set("FundingWeight", 0.4);
        bench.Set("InterestWeight", 0.4);
        bench.Set("LiquidationWeight", 0.4);
        bench.View.FundingScore = double.NaN;
        Proposal proposal = bench.Ask(1);
        Assert.True(proposal.HasValue);
        Assert.Equal((1, PolicyRule.Neutral), (proposal.Value, proposal.Rule));
    }

    [Theory]
    [InlineData(1, 1.5, 0, 0, 0, 0.85)]
    [InlineData(-1, 1.5, 0, 0, 0, 1.15)]
    [InlineData(1, 99, 0, 0, 0, 0.7)]
    [InlineData(1, 0, 0.05, 0.01, 0, 1.2)]
    [InlineData(1, 0, 0.05, -0.01, 0, 0.8)]
    [InlineData(1, 0, -0.025, 0.01, 0, 0.9)]
    [InlineData(-1, 0, -0.025, 0.01, 0, 1.1)]
    [InlineData(1, 0, 0, 0, 20, 0.9)]
    [InlineData(-1, 0, 0, 0, 20, 1.1)]
    [InlineData(1, 99, -1, 1, 999, 0.5)]
    public void Factors_lean_by_their_weights_for_or_against_the_side_of_the_target(
        double side, double funding, double interest, double price, double pressure, double factor)
    {
        var bench = new CalmBench(
            "factors", ("FundingWeight", 0.3), ("InterestWeight", 0.2), ("LiquidationWeight", 0.1), ("FactorMax", 2));
        (bench.View.FundingScore, bench.View.OpenInterestChange) = (funding, interest);
        (bench.View.PriceChange, bench.View.LiquidationPressure) = (price, pressure);
        Assert.Equal(factor, bench.Ask(side).Value, 1e-12);
        Assert.Equal(factor, bench.Ask(side * 1000).Value, 1e-12);
    }

    [Fact]
    public void A_missing_factor_leaves_the_others_as_they_are()
    {
        var bench = new CalmBench("factors", ("FundingWeight", 0.3), ("InterestWeight", 0.2));
        bench.View.FundingScore = 1.5;
        Assert.Equal(0.85, bench.Ask(1).Value, 1e-12);
    }

    [Fact]
    public void Liquidity_caps_by_the_depth_it_would_be_sold_to()
    {
        var bench = new CalmBench("liquidity", ("DepthMax", 0.1), ("VolumeMax", 0), ("ImpactMax", 0));
        Assert.Equal(0.5, bench.Ask(10).Value, 1e-12);
        Assert.Equal(0.6, bench.Ask(-10).Value, 1e-12);
        Assert.Equal((1, PolicyRule.Passed), (bench.Ask(4).Value, bench.Ask(4).Rule));
        bench.View.DepthBid = double.NaN;
        Assert.Equal(PolicyInput.Depth, bench.Ask(10).Missing);
        Assert.True(bench.Ask(-10).HasValue);
    }

    [Fact]
    public void Liquidity_caps_by_a_share_of_the_volume()
    {
        var bench = new CalmBench("liquidity", ("DepthMax", 0), ("VolumeMax", 0.001), ("ImpactMax", 0));
        Assert.Equal(0.5, bench.Ask(40).Value, 1e-12);
        bench.View.VolumePerDay = double.NaN;
        Assert.Equal(PolicyInput.Volume, bench.Ask(40).Missing);
    }

    [Fact]
    public void Liquidity_caps_where_the_mean_impact_of_the_table_is_reached()
    {
        ReferenceRows table = ReferenceRows.Read("execution_cost.csv");
        foreach (int row in table.Rows)
        {
            var bench = new CalmBench(
                "liquidity", ("DepthMax", 0), ("VolumeMax", 0), ("Impact", table.Of(row, "Y")), ("ImpactFills", 0),
                ("ImpactMax", table.Of(row, "average_impact_two_thirds")));
            bench.View.VolumePerDay = table.Of(row, "daily_volume");
            bench.View.Volatility[0] = table.Of(row, "daily_vol") * Math.Sqrt(365);
            double order = table.Of(row, "order");
            ReferenceRows.Near(0.25, bench.Ask(4 * order).Value, 1e-10);
            Assert.Equal(1, bench.Ask(order * 0.999).Value);
        }
    }

    [Fact]
    public void Own_fills_pull_the_impact_coefficient_and_an_impact_left_out_cannot_be_limited()
    {
        var bench = new CalmBench("liquidity", ("DepthMax", 0), ("VolumeMax", 0), ("ImpactFills", 1));
        double before = bench.Ask(1e6).Inputs[3];
        var market = new SquareRootImpact(1, 0.5 / Math.Sqrt(365), 20_000);
        for (int i = 0; i < 50; i++) bench.View.Impact.Add(market, 10, 3 * market.Average(10).Value, 0.98);
        Assert.Equal(1, before, 1e-12);
        Assert.InRange(bench.Ask(1e6).Inputs[3], 2.9, 3);
        bench.Set("ImpactFills", 0);
        Assert.Equal(1, bench.Ask(1e6).Inputs[3], 1e-12);
        Assert.Equal(["ImpactMax"], CalmBench.Problems("liquidity", ("Impact", 0)));
    }

    [Fact]
    public void One_underlying_alone_is_sized_by_its_own_volatility()
    {
        var bench = new CalmBench("correlation", ("RiskMax", 0.2), ("CapitalShare", 1), ("Shrinkage", 0));
        // 8 coins of 100,000 at 50 % a year are 400,000 of risk; 200,000 are allowed.
        Assert.Equal(0.5, bench.Ask(8).Value, 1e-12);
        Assert.Equal(0.5, bench.Ask(-8).Value, 1e-12);
        Assert.Equal(1, bench.Ask(4).Value, 1e-12);
    }

    [Theory]
    [InlineData(1, 40, 0.25)]
    [InlineData(-1, 40, 1)]
    [InlineData(0, 40, 0.35355339059327373)]
    [InlineData(1, -40, 1)]
    [InlineData(1, 0, 0.5)]
    public void Two_underlyings_are_one_risk(double correlation, double ether, double factor)
    {
        CalmBench bench = Two(correlation);
        if (ether != 0) bench.Ask(ether * 5, underlying: SmallMarket.Ether);
        // Bitcoin: 400,000 of risk. Ether, 200 coins of 4,000 at 50 %: 400,000 as well. Allowed: 200,000.
        Assert.Equal(factor, bench.Ask(8).Value, 1e-9);
        if (ether != 0) Assert.Equal(factor, bench.Ask(ether * 5, underlying: SmallMarket.Ether).Value, 1e-9);
    }

    [Fact]
    public void What_the_other_asks_for_counts_and_not_what_it_was_given()
    {
        CalmBench bench = Two(1);
        bench.Ether.Target = 1;
        bench.Ask(200, underlying: SmallMarket.Ether);
        Assert.Equal(0.25, bench.Ask(8).Value, 1e-9);
        bench.Pass(3601);
        Assert.Equal(200_000.0 / 402_000, bench.Ask(8).Value, 1e-9);
    }

    [Fact]
    public void A_covariance_that_is_not_known_is_not_zero()
    {
        CalmBench bench = Two(1);
        bench.Ether.Target = 10;
        bench.Ether.CovarianceIndex = -1;
        Assert.Equal(PolicyInput.Covariance, bench.Ask(8).Missing);
        bench.Ether.Target = 0;
        Assert.True(bench.Ask(8).HasValue);
        bench.View.Covariance[0] = double.NaN;
        Assert.Equal(PolicyInput.Covariance, bench.Ask(8).Missing);
    }

    [Fact]
    public void Shrinkage_takes_correlation_away_and_no_scale_of_the_money_matters()
    {
        CalmBench bench = Two(1);
        bench.Ask(200, underlying: SmallMarket.Ether);
        bench.Set("Shrinkage", 1);
        double shrunk = bench.Ask(8).Value;
        Assert.Equal(0.35355339059327373, shrunk, 1e-9);
        bench.View.EquityUsd *= 7;
        bench.Ask(1400, underlying: SmallMarket.Ether);
        Assert.Equal(shrunk, bench.Ask(56).Value, 1e-9);
    }

    private static CalmBench Two(double correlation)
    {
        var bench = new CalmBench("correlation", ("RiskMax", 0.2), ("CapitalShare", 1), ("Shrinkage", 0));
        bench.Ether = CalmBench.Calm();
        bench.Ether.Spot = 4_000;
        bench.Ether.CovarianceIndex = 1;
        (bench.View.Covariance[0], bench.View.Covariance[1]) = (0.25, 0.25 * correlation);
        (bench.Ether.Covariance[0], bench.Ether.Covariance[1]) = (0.25 * correlation, 0.25);
        return bench;
    }
}
