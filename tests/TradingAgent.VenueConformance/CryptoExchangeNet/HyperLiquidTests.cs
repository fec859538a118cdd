using CryptoExchange.Net.SharedApis;
using Microsoft.Extensions.Logging.Abstractions;
using TradingAgent.Venues.CryptoExchangeNet;
using TradingAgent.Venues.CryptoExchangeNet.Family;
using TradingAgent.Venues.CryptoExchangeNet.Shared;
using TradingAgent.Venues.Wire;
using Xunit;
using TradingMode = CryptoExchange.Net.SharedApis.TradingMode;

namespace TradingAgent.VenueConformance.CryptoExchangeNet;

/// <summary>What can be tried of an exchange that is registered alone, without one of its kind at hand.</summary>
public sealed class HyperLiquidTests
{
    [Theory]
    [InlineData("ta1-7-5", "0x7461310000000000000700000005" + "0000")]
    [InlineData("tac1ab-4294967295-1", "0x746163316162ffffffff00000001" + "0000")]
    public void Our_order_ids_go_there_and_come_back(string ours, string theirs)
    {
        Assert.Equal(theirs, HyperLiquidFamily.WriteId(ours));
        Assert.Equal(ours, HyperLiquidFamily.ReadId(theirs));
        Assert.Equal(ours, HyperLiquidFamily.ReadId(theirs.Replace('a', 'A')));
    }

    [Fact]
    public void A_strangers_order_id_stays_what_it_is()
    {
        Assert.Equal("0x12", HyperLiquidFamily.ReadId("0x12"));
        Assert.Equal("mine", HyperLiquidFamily.ReadId("mine"));
    }

    [Fact]
    public async Task It_is_a_venue_that_neither_rests_nor_amends_nor_guards()
    {
        var options = new LibraryOptions
        {
            Hosts = HyperLiquidFamily.HostsOf(isTestnet: true),
            Instance = "c1",
        };
        await using LibraryVenue venue = LibraryVenue.OfShared(
            HyperLiquidFamily.Of(options, isTestnet: true, NullLoggerFactory.Instance), options,
            new SteadyClock(TimeProvider.System), NullLoggerFactory.Instance);
        Assert.Equal("hyperliquid", venue.Id.ToString());
        Assert.False(venue.Capabilities.AmendsInPlace || venue.Capabilities.HasDeadMansSwitch);
        Assert.False(venue.Capabilities.RestsPostOnly);
    }

    [Theory]
    [InlineData(0.0345, "0.000001")]
    [InlineData(4.5, "0.0001")]
    [InlineData(2345.6, "0.1")]
    [InlineData(99_999, "1")]
    [InlineData(123_456, "10")]
    public void A_price_of_five_figures_has_the_step_of_its_size(double last, string tick)
    {
        var row = new SharedFuturesSymbol(TradingMode.PerpetualLinear, "BTC", "USDC", "BTC", true)
        {
            PriceDecimals = 6,
            PriceSignificantFigures = 5,
            QuantityDecimals = 5,
        };
        Instrument? read = SharedInstruments.Read(row, VenueId.HyperLiquid, (decimal)last, out string skipped);
        Assert.Equal("", skipped);
        Assert.Equal(tick, read!.Terms.Tick.ToString());
        Assert.Equal("0.00001", read.Terms.Lot.ToString());
    }
}
