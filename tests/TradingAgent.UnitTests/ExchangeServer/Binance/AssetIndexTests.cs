using System.Text.Json;
using Xunit;
using static TradingAgent.UnitTests.ExchangeServer.Binance.BinanceRig;

namespace TradingAgent.UnitTests.ExchangeServer.Binance;

public sealed class AssetIndexTests
{
    [Fact]
    public async Task A_stablecoin_is_worth_what_the_exchange_counts_it_with()
    {
        await using BinanceRig rig = await StartAsync();
        JsonElement row = await rig.AskAsync("/fapi/v1/assetIndex?symbol=USDTUSD");
        Assert.Equal("USDTUSD", row.GetProperty("symbol").GetString());
        Assert.Equal("1.00000000", row.GetProperty("index").GetString());
        Assert.Equal("0.99990000", row.GetProperty("bidRate").GetString());
        Assert.Equal("1.00010000", row.GetProperty("askRate").GetString());
        Assert.True(row.GetProperty("time").GetInt64() > 0);
    }

    [Fact]
    public async Task All_are_told_without_a_symbol_and_coins_without_an_index_are_not()
    {
        await using BinanceRig rig = await StartAsync();
        JsonElement rows = await rig.AskAsync("/fapi/v1/assetIndex");
        string[] symbols = [.. rows.EnumerateArray().Select(row => row.GetProperty("symbol").GetString()!)];
        Assert.Contains("USDTUSD", symbols);
        Assert.Contains("BTCUSD", symbols);
        Assert.DoesNotContain("ETHUSD", symbols);
        Assert.Equal(-1121, CodeOf(await rig.AskAsync("/fapi/v1/assetIndex?symbol=ETHUSD")));
        Assert.Equal(-1121, CodeOf(await rig.AskAsync("/fapi/v1/assetIndex?symbol=USDT")));
    }
}
