using TradingAgent.Engine.Kernel;
using TradingAgent.Host.Control;
using Xunit;

namespace TradingAgent.UnitTests.Host.Control;

/// <summary>What needs a second word and what does not.</summary>
public sealed class TightenRuleTests
{
    [Theory]
    [InlineData(ParameterId.DayLossMax, 1000, 900, true)]
    [InlineData(ParameterId.DayLossMax, 1000, 1000, true)]
    [InlineData(ParameterId.DayLossMax, 1000, 1001, false)]
    [InlineData(ParameterId.DayLossMax, 1000, 0, true)]
    [InlineData(ParameterId.RollingLossMax, 1000, 0, false)]
    [InlineData(ParameterId.RollingLossMax, 0, 1e9, true)]
    [InlineData(ParameterId.ScenarioLossMax, 50_000, 0, false)]
    [InlineData(ParameterId.ScenarioLossMax, 0, 50_000, true)]
    [InlineData(ParameterId.LiquidationDistanceMin, 0.03, 0.05, true)]
    [InlineData(ParameterId.LiquidationDistanceMin, 0.03, 0.02, false)]
    [InlineData(ParameterId.LiquidationDistanceMin, 0.03, 0, false)]
    [InlineData(ParameterId.HedgeEffectMin, 0.25, 0.1, false)]
    [InlineData(ParameterId.OnHalt, 1, 0, false)]
    [InlineData(ParameterId.OnHalt, 0, 1, false)]
    [InlineData(ParameterId.QuoteAgeMax, 6000, 3000, true)]
    public void Only_a_stricter_value_needs_no_second_word(ParameterId id, double before, double after, bool stricter)
    {
        ParameterDefinition limit = ParameterList.All.First(p => p.Id == id);
        Assert.Equal(stricter, TightenRule.IsStricter(limit, before, after));
    }
}
