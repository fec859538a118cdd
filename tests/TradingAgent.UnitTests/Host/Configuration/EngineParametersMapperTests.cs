using TradingAgent.Engine.Kernel;
using TradingAgent.Host.Configuration;
using Xunit;

namespace TradingAgent.UnitTests.Host.Configuration;

public sealed class EngineParametersMapperTests
{
    [Fact]
    public void Defaults_come_first_and_then_what_an_underlying_has_of_its_own()
    {
        AgentOptions options = ConfigurationText.Read("""
            {
              "Scope": { "Underlyings": ["BTC", "ETH"] },
              "Scaling": { "BandDelta": 0.07, "BandKind": "fixed", "ETH": { "BandDelta": 2 } },
              "Execution": { "PassiveFor": "1.5s" },
              "Limits": { "OnHalt": 2 }
            }
            """);
        IReadOnlyList<ParameterSet> events =
            EngineParametersMapper.Map(options, coin => new UnderlyingId((byte)(coin == "BTC" ? 1 : 2)));
        Assert.Equal(ConfiguredParameters.Configurable().Count() + 1, events.Count);
        Assert.Equal(0.07, Value(events, ParameterId.BandDelta));
        Assert.Equal(0, Value(events, ParameterId.BandKind));
        Assert.Equal(1500, Value(events, ParameterId.PassiveFor));
        Assert.Equal(2, Value(events, ParameterId.OnHalt));
        Assert.Equal(new ParameterSet((ushort)ParameterId.BandDelta, new UnderlyingId(2), 2), events[^1]);
    }

    [Fact]
    public void Patterns_choose_instruments()
    {
        Assert.True(InstrumentPattern.Matches(["*"], "bybit", "BTCUSDT"));
        Assert.True(InstrumentPattern.Matches(["bybit:BTC-*-C"], "bybit", "BTC-27NOV26-100000-C"));
        Assert.False(InstrumentPattern.Matches(["bybit:BTC-*-C"], "bybit", "BTC-27NOV26-100000-P"));
        Assert.False(InstrumentPattern.Matches(["bybit:BTCUSDT"], "bybit", "BTCUSDT-27NOV26"));
        Assert.False(InstrumentPattern.Matches(["bybit:BTCUSDT"], "binance", "BTCUSDT"));
        Assert.False(InstrumentPattern.Matches([], "bybit", "BTCUSDT"));
    }

    private static double Value(IReadOnlyList<ParameterSet> events, ParameterId id) =>
        events.Single(one => one.Path == (ushort)id && one.Underlying == UnderlyingId.None).Value;
}
