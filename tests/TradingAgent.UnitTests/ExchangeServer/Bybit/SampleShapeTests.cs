using System.Text.Json;
using Xunit;

namespace TradingAgent.UnitTests.ExchangeServer.Bybit;

/// <summary>Our rows against the venue's own: same property names, nothing missing, nothing invented.</summary>
public sealed class SampleShapeTests
{
    /// <summary>Names that came after the samples or belong to a sample's special case.</summary>
    private static readonly string[] Known =
    [
        "singleOpenInterest", "singleOpenInterestValue", "execFeeV2", "RPI", "mP", "iP", "mIv", "iv", "colRes",
        "deltaEnable", "closedPnl", "createType", "symbolId", "reasons", "forbidUplWithdrawal",
        "delta", "gamma", "vega", "theta",
    ];

    public static TheoryData<string, string, string> RestRows => new()
    {
        { "rest_market_time.json", "/v5/market/time", "" },
        { "rest_market_instruments_linear_perp.json", "/v5/market/instruments-info", "category=linear" },
        { "rest_market_instruments_option_usdt.json", "/v5/market/instruments-info", "category=option" },
        { "rest_market_tickers_inverse.json", "/v5/market/tickers", "category=inverse&symbol=BTCUSD" },
        { "rest_market_tickers_option_2024.json", "/v5/market/tickers", "category=option&baseCoin=BTC" },
        { "rest_market_orderbook.json", "/v5/market/orderbook", "category=linear&symbol=BTCUSDT" },
        { "rest_market_recent_trade.json", "/v5/market/recent-trade", "category=linear&symbol=BTCUSDT" },
        { "rest_market_kline_inverse.json", "/v5/market/kline", "category=linear&symbol=BTCUSDT&interval=1" },
        {
            "rest_market_open_interest_inverse.json", "/v5/market/open-interest",
            "category=inverse&symbol=BTCUSD&intervalTime=1h"
        },
        { "rest_market_price_limit.json", "/v5/market/price-limit", "category=linear&symbol=BTCUSDT" },
        { "rest_market_risk_limit_inverse.json", "/v5/market/risk-limit", "category=inverse" },
        { "rest_order_realtime_linear_new.json", "/v5/order/realtime", "category=linear&symbol=BTCUSDT" },
        { "rest_order_history_linear_postonly_cancelled.json", "/v5/order/history", "category=linear" },
        { "rest_execution_list_linear.json", "/v5/execution/list", "category=linear" },
        { "rest_position_list_linear.json", "/v5/position/list", "category=linear&settleCoin=USDT" },
        { "rest_account_wallet_balance.json", "/v5/account/wallet-balance", "accountType=UNIFIED" },
        { "rest_account_info.json", "/v5/account/info", "" },
        { "rest_account_fee_rate.json", "/v5/account/fee-rate", "category=linear&symbol=BTCUSDT" },
        { "rest_account_transaction_log.json", "/v5/account/transaction-log", "" },
        { "rest_account_user_setting_config.json", "/v5/account/user-setting-config", "" },
        { "rest_user_query_api.json", "/v5/user/query-api", "" },
        { "rest_asset_coin_query_info.json", "/v5/asset/coin/query-info", "" },
        { "rest_account_coin_greeks.json", "/v5/asset/coin-greeks", "" },
        {
            "rest_market_mark_kline.json", "/v5/market/mark-price-kline", "category=linear&symbol=BTCUSDT&interval=15"
        },
        { "rest_market_insurance.json", "/v5/market/insurance", "" },
        { "rest_market_adl_alert.json", "/v5/market/adlAlert", "" },
        { "rest_market_historical_volatility.json", "/v5/market/historical-volatility", "category=option" },
        { "rest_position_closed_pnl_linear.json", "/v5/position/closed-pnl", "category=linear" },
        { "rest_account_option_asset_info.json", "/v5/account/option-asset-info", "" },
        { "rest_account_collateral_info.json", "/v5/account/collateral-info", "currency=USDT" },
        { "rest_account_smp_group.json", "/v5/account/smp-group", "" },
    };

    [Theory]
    [MemberData(nameof(RestRows))]
    public async Task Rest_results_have_the_venues_fields(string file, string path, string query)
    {
        string sample = Beside.Find("samples/bybit/" + file);
        await using RunningServer server = await RunningServer.StartAsync();
        await FillAsync(server);
        JsonElement ours = (await server.GetAsync(path, query)).GetProperty("result");
        using JsonDocument theirs = JsonDocument.Parse(await File.ReadAllTextAsync(sample));
        Compare(file, theirs.RootElement.GetProperty("result"), ours);
    }

    [Fact]
    public async Task Streams_have_the_venues_fields()
    {
        string folder = Beside.Find("samples/bybit");
        await using RunningServer server = await RunningServer.StartAsync();
        using SocketClient account = await server.LoginAsync("/v5/private");
        await account.SendAsync(
            """{"op":"subscribe","args":["order","execution","execution.fast","position","wallet","greeks"]}""");
        using SocketClient linear = await server.OpenAsync("/v5/public/linear");
        await linear.SendAsync(
            """{"op":"subscribe","args":["tickers.BTCUSDT","orderbook.50.BTCUSDT","publicTrade.BTCUSDT"]}""");
        using SocketClient option = await server.OpenAsync("/v5/public/option");
        await option.SendAsync($$"""{"op":"subscribe","args":["tickers.{{StillMarket.Option}}"]}""");
        await option.ReadAsync();
        await option.ReadAsync();
        await FillAsync(server);

        await CompareAsync(linear, folder, "ws_public_ticker_linear_perp_snapshot.json", "tickers.BTCUSDT");
        await CompareAsync(linear, folder, "ws_public_orderbook50_linear_snapshot.json", "orderbook.50.BTCUSDT");
        await CompareAsync(linear, folder, "ws_public_trade_linear.json", "publicTrade.BTCUSDT");
        await CompareAsync(option, folder, "ws_public_ticker_option_snapshot.json", "tickers." + StillMarket.Option);
        await CompareAsync(account, folder, "ws_private_order_option_filled.json", "order");
        using SocketClient second = await server.LoginAsync("/v5/private");
        await second.SendAsync(
            """{"op":"subscribe","args":["order","execution","execution.fast","position","wallet","greeks"]}""");
        await second.ReadAsync();
        await FillAsync(server, "b");
        await CompareAsync(second, folder, "ws_private_execution_fast.json", "execution.fast");
        await CompareAsync(second, folder, "ws_private_execution_linear.json", "execution");
        await CompareAsync(second, folder, "ws_private_position_linear_flat.json", "position");
        await CompareAsync(second, folder, "ws_private_wallet.json", "wallet");
        await CompareAsync(second, folder, "ws_private_greeks.json", "greeks");
    }

    [Theory]
    [InlineData("ws_public_kline_linear.json", "kline.5.BTCUSDT")]
    [InlineData("ws_public_price_limit.json", "priceLimit.BTCUSDT")]
    [InlineData("ws_public_insurance.json", "insurance.USDT")]
    [InlineData("ws_public_adl_alert.json", "adlAlert.USDT")]
    public async Task Further_streams_have_the_venues_fields(string file, string topic)
    {
        string folder = Beside.Find("samples/bybit");
        await using RunningServer server = await RunningServer.StartAsync();
        await FillAsync(server);
        using SocketClient linear = await server.OpenAsync("/v5/public/linear");
        await linear.SendAsync("{\"op\":\"subscribe\",\"args\":[\"" + topic + "\"]}");
        await CompareAsync(linear, folder, file, topic);
    }

    /// <summary>One resting order, one cancelled, one fill of a perpetual and one of an option.</summary>
    private static async Task FillAsync(RunningServer server, string prefix = "a")
    {
        string perpetual = "{\"category\":\"linear\",\"symbol\":\"BTCUSDT\",\"side\":\"Buy\",";
        string[] orders =
        [
            perpetual + $"\"orderType\":\"Limit\",\"qty\":\"0.01\",\"price\":\"99000\",\"orderLinkId\":\"{prefix}1\"}}",
            perpetual + "\"orderType\":\"Limit\",\"qty\":\"0.01\",\"price\":\"100100\",\"timeInForce\":\"PostOnly\"}",
            perpetual + "\"orderType\":\"Market\",\"qty\":\"0.02\"}",
            perpetual.Replace("Buy", "Sell", StringComparison.Ordinal)
                + "\"orderType\":\"Market\",\"qty\":\"0.01\",\"reduceOnly\":true}",
            $"{{\"category\":\"option\",\"symbol\":\"{StillMarket.Option}\",\"side\":\"Buy\",\"orderType\":\"Market\","
            + $"\"qty\":\"0.1\",\"orderLinkId\":\"{prefix}2\"}}",
        ];
        foreach (string order in orders)
            Assert.Equal(0, (await server.PostAsync("/v5/order/create", order)).GetProperty("retCode").GetInt32());
    }

    private static async Task CompareAsync(SocketClient client, string folder, string file, string topic)
    {
        JsonElement ours = await client.ReadUntilAsync(
            frame => frame.TryGetProperty("topic", out JsonElement name) && name.GetString() == topic);
        using JsonDocument theirs = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(folder, file)));
        Compare(file, theirs.RootElement, ours);
    }

    private static void Compare(string file, JsonElement theirs, JsonElement ours)
    {
        SortedSet<string> expected = [];
        SortedSet<string> actual = [];
        Collect(theirs, expected);
        Collect(ours, actual);
        string[] missing = [.. expected.Except(actual).Except(Waived)];
        string[] extra = [.. actual.Except(expected).Except(Known).Except(Documented())];
        Assert.True(missing.Length == 0, $"{file}: missing {string.Join(", ", missing)}");
        Assert.True(extra.Length == 0, $"{file}: not the venue's: {string.Join(", ", extra)}");
    }

    /// <summary>Misspelt in one sample, or only there for spot, taxes and an other's coin.</summary>
    private static readonly string[] Waived =
    [
        "mmrSysUpdateTime", "MNT", "BT", "feeCoin", "feeType", "subFeeType", "fee", "isPublicRpi", "auctionFeeInfo",
    ];

    private static string[] Documented()
    {
        SortedSet<string> names = [];
        string folder = Beside.Find("samples/bybit");
        foreach (string file in Directory.EnumerateFiles(folder, "*.json"))
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllText(file));
            Collect(document.RootElement, names);
        }
        return [.. names];
    }

    private static void Collect(JsonElement element, SortedSet<string> names)
    {
        if (element.ValueKind == JsonValueKind.Array)
            foreach (JsonElement item in element.EnumerateArray()) Collect(item, names);
        if (element.ValueKind != JsonValueKind.Object) return;
        foreach (JsonProperty field in element.EnumerateObject())
        {
            names.Add(field.Name);
            if (field.Name != "cumFeeDetail") Collect(field.Value, names);
        }
    }
}
