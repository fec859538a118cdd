using TradingAgent.Engine.Kernel;
using TradingAgent.Host.Configuration;
using TradingAgent.Runtime.Live;
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
        IReadOnlyList<ParameterValue> values = EngineParametersMapper.Map(options, new InstrumentTable());
        Assert.Equal(ConfiguredParameters.Configurable().Count() + 1, values.Count);
        Assert.Equal(0.07, Value(values, ParameterId.BandDelta));
        Assert.Equal(0, Value(values, ParameterId.BandKind));
        Assert.Equal(1500, Value(values, ParameterId.PassiveFor));
        Assert.Equal(2, Value(values, ParameterId.OnHalt));
        UnderlyingId eth = UnderlyingId.Of(CurrencyId.Eth);
        Assert.Equal(new ParameterValue(ParameterId.BandDelta, eth, InstrumentId.None, 2), values[^1]);
    }

    [Fact]
    public void The_scope_decides_what_counts_and_what_may_be_traded()
    {
        AgentOptions options = ConfigurationText.Read("""
            { "Scope": { "Counted": ["bybit:BTC*"], "Tradable": ["bybit:BTCUSDT", "bybit:E*"] } }
            """);
        var instruments = new InstrumentTable();
        instruments.Add(Listed(1, "BTCUSDT", CurrencyId.Btc));
        instruments.Add(Listed(2, "BTCPERP", CurrencyId.Btc));
        instruments.Add(Listed(3, "ETHUSDT", CurrencyId.Eth));
        IReadOnlyList<ParameterValue> values = EngineParametersMapper.Map(options, instruments);
        Assert.Equal([1, 1, 0], values.Where(v => v.Id == ParameterId.Counted).Select(v => v.Value));
        Assert.Equal([1, 0, 0], values.Where(v => v.Id == ParameterId.Tradable).Select(v => v.Value));
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

    private static Instrument Listed(int id, string symbol, CurrencyId coin) => new(
        new InstrumentId(id), symbol, new InstrumentTerms { Venue = VenueId.Bybit, BaseCoin = coin });

    private static double Value(IReadOnlyList<ParameterValue> values, ParameterId id) =>
        values.Single(one => one.Id == id && one.Underlying == UnderlyingId.None).Value;
}
