using TradingAgent.Engine.Scaling;
using TradingAgent.Engine.Scaling.Policies;
using TradingAgent.TestKit.Engine;
using Xunit;

namespace TradingAgent.UnitTests.Engine.Scaling;

/// <summary>No number that is none leaves a policy, in whatever it leaves.</summary>
public sealed class ProposalTests
{
    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void What_comes_beside_a_value_and_is_no_number_takes_the_value_back(double number)
    {
        LegPlan plan = default;
        plan.Add(SmallMarket.AtTheMoneyCall, 1);
        Assert.True(plan.IsFinite);
        Proposal good = Proposal.Of(1, PolicyRule.Step, 7);
        Assert.Equal((1, PolicyInput.None), (good.If(plan.IsFinite).Value, good.If(plan.IsFinite).Missing));
        plan.Add(SmallMarket.AtTheMoneyPut, number);
        Assert.False(plan.IsFinite);
        Proposal bad = good.If(plan.IsFinite);
        Assert.Equal((0, PolicyRule.MissingInput, PolicyInput.FiniteResult), (bad.Value, bad.Rule, bad.Missing));
        Assert.Equal(7, bad.Inputs[0]);
        // What lacked another input goes on saying which.
        Assert.Equal(PolicyInput.Costs, Proposal.None(PolicyInput.Costs).If(isFinite: false).Missing);
    }

    [Fact]
    public void Each_number_of_a_band_is_looked_at()
    {
        BandShape good = BandShape.Symmetric(1, innerShare: 0.5);
        Assert.True(good.IsFinite);
        BandShape[] bad =
        [
            good with { Below = double.NaN }, good with { Above = double.NaN }, good with { InnerShare = double.NaN },
            good with { HedgeRatio = double.NaN }, good with { TargetShift = double.NegativeInfinity },
            good with { LadderOrders = double.NaN }, good with { LadderAnchor = double.NaN },
            good with { LadderStep = double.PositiveInfinity },
        ];
        Assert.All(bad, shape => Assert.False(shape.IsFinite));
    }
}
