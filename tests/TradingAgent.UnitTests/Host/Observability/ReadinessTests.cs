using TradingAgent.Host.Observability;
using TradingAgent.Runtime.Pipeline;
using TradingAgent.Venues.Ports;
using Xunit;

namespace TradingAgent.UnitTests.Host.Observability;

public sealed class ReadinessTests
{
    [Theory]
    [InlineData("trading", GateState.Open, TradingMode.Normal, true, true)]
    [InlineData("trading", GateState.Open, TradingMode.Flatten, true, true)]
    [InlineData("halted", GateState.Open, TradingMode.Halted, true, true)]
    [InlineData("no venue", GateState.Open, TradingMode.Normal, false, false)]
    [InlineData("not compared", GateState.Open, TradingMode.Normal, true, false)]
    [InlineData("not enabled", GateState.AskOnly, TradingMode.Normal, true, true)]
    [InlineData("killed", GateState.Killed, TradingMode.Normal, true, true)]
    public void An_agent_is_ready_only_while_it_may_trade(
        string state, GateState gate, TradingMode mode, bool isConnected, bool isCompared) =>
        Assert.Equal(state, Readiness.Of(gate, mode, isConnected, isCompared));

    [Theory]
    [InlineData(true, 0.1, 40)]
    [InlineData(true, double.NaN, 3)]
    [InlineData(false, 40, 16)]
    [InlineData(false, double.NaN, double.NaN)]
    public void A_venue_is_connected_while_a_stream_of_it_brings_data(bool isConnected, double first, double second) =>
        Assert.Equal(isConnected, Readiness.IsConnected(
            [new StreamFigures("market", 9, 1, 0, first), new StreamFigures("private", 9, 1, 0, second)]));

    [Fact]
    public void A_venue_that_counts_nothing_is_believed() => Assert.True(Readiness.IsConnected([]));
}
