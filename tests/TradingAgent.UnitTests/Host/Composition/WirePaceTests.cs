using TradingAgent.Engine.Kernel;
using TradingAgent.Host.Composition;
using TradingAgent.Runtime.Live;
using Xunit;

namespace TradingAgent.UnitTests.Host.Composition;

public sealed class WirePaceTests
{
    private static readonly IReadOnlyList<ParameterValue> Values =
    [
        new(ParameterId.AnswerWithin, UnderlyingId.None, InstrumentId.None, 5000),
        new(ParameterId.BandDelta, UnderlyingId.None, InstrumentId.None, 0.05),
    ];

    [Fact]
    public void A_faster_market_stretches_waits_over_the_wire_and_nothing_else()
    {
        IReadOnlyList<ParameterValue> stretched = WirePace.Apply(Values, 60);
        Assert.Equal(300_000, stretched[0].Value);
        Assert.Equal(0.05, stretched[1].Value);
    }

    [Fact]
    public void At_the_speed_of_life_nothing_changes() => Assert.Same(Values, WirePace.Apply(Values, 1));
}
