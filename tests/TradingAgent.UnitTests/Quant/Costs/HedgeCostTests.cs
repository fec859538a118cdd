using TradingAgent.Quant.Costs;
using Xunit;

namespace TradingAgent.UnitTests.Quant.Costs;

/// <summary>What hedging with one instrument costs: part by part, and never less for what nobody said.</summary>
public sealed class HedgeCostTests
{
    private static readonly HedgeTerms Known = new()
    {
        HalfSpread = 0.5e-4,
        Fee = 2e-4,
        FundingPerHour = 1e-4 / 8,
        Size = 2,
        Depth = 40,
        Position = 5,
        OpenInterest = 1_000,
        MarginRatio = 0.2,
    };

    [Fact]
    public void Each_part_has_its_own_rule()
    {
        HedgeCost cost = HedgeCost.Of(Known);
        Assert.Equal(0.5e-4, cost.HalfSpread, 12);
        Assert.Equal(2e-4, cost.Fee, 12);
        Assert.Equal(1e-4, cost.Funding, 12);
        // Two of forty coins within ten basis points reach half a point deep, on average a quarter.
        Assert.Equal(0.25e-4, cost.Impact, 12);
        Assert.Equal(0.01 * 5 / 1_000, cost.Interest, 12);
        Assert.Equal(5e-4 * 0.2 / 0.8, cost.Margin, 12);
        Assert.Equal(HedgeInputs.None, cost.Missing);
        Assert.Equal(
            cost.HalfSpread + cost.Fee + cost.Funding + cost.Impact + cost.Interest + cost.Margin, cost.Total, 15);
    }

    [Fact]
    public void A_rebate_and_received_funding_make_it_cheaper()
    {
        HedgeCost cost = HedgeCost.Of(Known with { Fee = -1e-4, FundingPerHour = -1e-4 });
        Assert.True(cost.Fee < 0 && cost.Funding < 0);
        Assert.True(cost.Total < HedgeCost.Of(Known).Total);
    }

    [Theory]
    [InlineData(HedgeInputs.Fee)]
    [InlineData(HedgeInputs.Funding)]
    [InlineData(HedgeInputs.Depth)]
    [InlineData(HedgeInputs.OpenInterest)]
    [InlineData(HedgeInputs.Margin)]
    public void What_nobody_said_is_named_and_costs_more_than_what_is_usual(HedgeInputs input)
    {
        HedgeCost cost = HedgeCost.Of(Without(input));
        Assert.Equal(input, cost.Missing);
        Assert.True(cost.Total >= HedgeCost.Of(Known).Total);
    }

    [Fact]
    public void More_of_the_book_of_the_open_interest_and_of_the_margin_cost_more()
    {
        double usual = HedgeCost.Of(Known).Total;
        Assert.True(HedgeCost.Of(Known with { Size = 20 }).Total > usual);
        Assert.True(HedgeCost.Of(Known with { Depth = 4 }).Total > usual);
        Assert.True(HedgeCost.Of(Known with { Position = -50 }).Total > usual);
        Assert.True(HedgeCost.Of(Known with { MarginRatio = 0.6 }).Total > usual);
    }

    [Fact]
    public void An_empty_book_and_a_margin_that_is_used_up_cost_everything_and_stay_finite()
    {
        Assert.Equal(1, HedgeCost.Of(Known with { Depth = 0 }).Impact);
        Assert.Equal(1, HedgeCost.Of(Known with { MarginRatio = 1.2 }).Margin);
        Assert.Equal(1, HedgeCost.Of(Known with { OpenInterest = 0 }).Interest);
    }

    private static HedgeTerms Without(HedgeInputs input) => input switch
    {
        HedgeInputs.Fee => Known with { Fee = double.NaN },
        HedgeInputs.Funding => Known with { FundingPerHour = double.NaN },
        HedgeInputs.Depth => Known with { Depth = double.NaN },
        HedgeInputs.OpenInterest => Known with { OpenInterest = double.NaN },
        _ => Known with { MarginRatio = double.NaN },
    };
}
