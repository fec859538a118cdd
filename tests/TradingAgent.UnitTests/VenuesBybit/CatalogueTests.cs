using System.Text.Json;
using TradingAgent.Venues.Bybit;
using TradingAgent.Venues.Bybit.Setup;
using Xunit;

namespace TradingAgent.UnitTests.VenuesBybit;

public sealed class CatalogueTests
{
    private const string LinearRow =
        """
        {"symbol":"ETHUSDT","contractType":"LinearPerpetual","status":"Trading","baseCoin":"ETH","quoteCoin":"USDT",
        "settleCoin":"USDT","deliveryTime":"0","priceFilter":{"minPrice":"0.01","maxPrice":"19999",
        "tickSize":"0.01"},"lotSizeFilter":{"maxOrderQty":"7240.00","minOrderQty":"0.01","qtyStep":"0.01",
        "minNotionalValue":"5"},"fundingInterval":480}
        """;

    private const string InverseFutureRow =
        """
        {"symbol":"BTCUSDZ26","contractType":"InverseFutures","status":"Trading","baseCoin":"BTC","quoteCoin":"USD",
        "settleCoin":"BTC","deliveryTime":"1798185600000","priceFilter":{"tickSize":"0.5"},
        "lotSizeFilter":{"maxOrderQty":"1000000","minOrderQty":"1","qtyStep":"1"}}
        """;

    private const string OptionRow =
        """
        {"symbol":"XRP-30OCT26-0.4-P-USDT","status":"Trading","baseCoin":"XRP","quoteCoin":"USDT",
        "settleCoin":"USDT","optionsType":"Put","deliveryTime":"1793347200000","priceFilter":{"minPrice":"0.0001",
        "maxPrice":"100","tickSize":"0.0001"},"lotSizeFilter":{"maxOrderQty":"50000","minOrderQty":"1","qtyStep":"1"}}
        """;

    private static Instrument? Read(string row, BybitCategory category, out string skipped)
    {
        using JsonDocument document = JsonDocument.Parse(row);
        return InstrumentRow.Read(document.RootElement, category, VenueId.Bybit, out skipped);
    }

    [Fact]
    public void A_linear_perpetual_has_its_terms()
    {
        Instrument instrument = Read(LinearRow, BybitCategory.Linear, out _)!;
        Assert.Equal("ETHUSDT", instrument.Symbol);
        Assert.Equal(ContractKind.LinearPerpetual, instrument.Terms.Kind);
        Assert.Equal(Price.From(0.01m), instrument.Terms.Tick);
        Assert.Equal(Quantity.From(0.01m), instrument.Terms.Lot);
        Assert.Equal(Quantity.From(7240m), instrument.Terms.QuantityMax);
        Assert.Equal(Price.From(5m), instrument.Terms.NotionalMin);
        Assert.Equal(Quantity.From(1), instrument.Terms.Multiplier);
        Assert.True(instrument.Terms.Expiry.IsNone);
    }

    [Fact]
    public void An_inverse_future_is_settled_in_coin_and_delivers()
    {
        Instrument instrument = Read(InverseFutureRow, BybitCategory.Inverse, out _)!;
        Assert.Equal(ContractKind.InverseFuture, instrument.Terms.Kind);
        Assert.Equal(CurrencyId.Btc, instrument.Terms.SettleCoin);
        Assert.Equal(Timestamp.FromMilliseconds(1798185600000), instrument.Terms.Expiry);
        Assert.True(instrument.Terms.NotionalMin.IsZero);
    }

    [Fact]
    public void An_options_strike_comes_from_its_symbol_and_a_coin_settled_one_is_inverse()
    {
        Instrument option = Read(OptionRow, BybitCategory.Option, out _)!;
        Assert.Equal(ContractKind.LinearOption, option.Terms.Kind);
        Assert.Equal(OptionSide.Put, option.Terms.OptionSide);
        Assert.Equal(Price.From(0.4m), option.Terms.Strike);
        string coin = OptionRow.Replace("\"settleCoin\":\"USDT\"", "\"settleCoin\":\"XRP\"", StringComparison.Ordinal);
        Assert.Equal(ContractKind.InverseOption, Read(coin, BybitCategory.Option, out _)!.Terms.Kind);
    }

    [Theory]
    [InlineData("\"status\":\"Trading\"", "\"status\":\"Delivering\"", "status Delivering")]
    [InlineData("\"baseCoin\":\"ETH\"", "\"baseCoin\":\"WHO\"", "coin WHO")]
    [InlineData("\"tickSize\":\"0.01\"", "\"tickSize\":\"0\"", "tick size")]
    [InlineData("LinearPerpetual", "SomethingNew", "SomethingNew")]
    public void What_cannot_be_used_is_skipped_with_the_reason(string old, string changed, string reason)
    {
        string row = LinearRow.Replace(old, changed, StringComparison.Ordinal);
        Assert.Null(Read(row, BybitCategory.Linear, out string skipped));
        Assert.Contains(reason, skipped, StringComparison.Ordinal);
        Assert.StartsWith("ETHUSDT", skipped, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("BTC-6JAN23-17500-C", 17500, OptionSide.Call)]
    [InlineData("BTC-27MAR26-70000-P-USDT", 70000, OptionSide.Put)]
    public void Option_symbols_are_read(string symbol, int strike, OptionSide side)
    {
        Assert.True(OptionSymbol.TryParse(symbol, out Price read, out OptionSide of));
        Assert.Equal(Price.From(strike), read);
        Assert.Equal(side, of);
    }

    [Theory]
    [InlineData("BTCUSDT")]
    [InlineData("BTC-6JAN23-X-C")]
    [InlineData("BTC-6JAN23-17500-Q")]
    [InlineData("BTC-6JAN23-0-C")]
    public void Other_symbols_are_not(string symbol) => Assert.False(OptionSymbol.TryParse(symbol, out _, out _));

    [Fact]
    public void Options_say_everything_that_is_wrong_with_them()
    {
        BybitOptions bad = Fixtures.Options with
        {
            Instance = "UPPER",
            ReceiveWindowMs = 1,
            Secret = TradingAgent.Venues.Wire.ApiSecret.None,
            Hosts = BybitHosts.Local("example.com", 80),
        };
        Assert.Equal(7, bad.Problems().Count);
        Assert.Empty(Fixtures.Options.Problems());
        Assert.DoesNotContain("testsecret", Fixtures.Options.ToString(), StringComparison.Ordinal);
    }
}
