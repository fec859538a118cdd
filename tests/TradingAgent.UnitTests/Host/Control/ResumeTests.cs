using TradingAgent.Host.Control;
using TradingAgent.Host.Verbs;
using Xunit;

namespace TradingAgent.UnitTests.Host.Control;

/// <summary>What an operator may name behind resume.</summary>
public sealed class ResumeTests
{
    [Theory]
    [InlineData("Policy", LimitKind.Policy)]
    [InlineData("policy", LimitKind.Policy)]
    [InlineData("DayLoss", LimitKind.DayLoss)]
    public void A_breach_or_the_policies_are_named(string name, LimitKind limit) =>
        Assert.Equal(limit, ControlDesk.LimitOf(new ControlRequest { Verb = "resume", Name = name }));

    [Theory]
    [InlineData("None", "")]
    [InlineData("nothing-such", "")]
    [InlineData("Policy", "BTC")]
    public void Nonsense_and_policies_of_one_underlying_are_refused(string name, string underlying) =>
        Assert.Throws<UsageException>(() => ControlDesk.LimitOf(
            new ControlRequest { Verb = "resume", Name = name, Underlying = underlying }));

    [Fact]
    public void Numbers_of_limits_never_change()
    {
        // They are in journals.
        Assert.Equal((1, 12, 19, 21), (
            (int)LimitKind.DayLoss, (int)LimitKind.Operator, (int)LimitKind.LiquidationDistance,
            (int)LimitKind.Policy));
    }
}
