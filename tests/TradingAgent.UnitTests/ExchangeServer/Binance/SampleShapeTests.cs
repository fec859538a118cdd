using System.Text.Json;
using Xunit;
using static TradingAgent.UnitTests.ExchangeServer.Binance.BinanceRig;

namespace TradingAgent.UnitTests.ExchangeServer.Binance;

/// <summary>Our rows against the venue's own: same property names and kinds of value, nothing missing.</summary>
public sealed class SampleShapeTests
{
    private const string Rest = "sdk-js-2026-07/um-rest/";
    private const string Options = "sdk-js-2026-07/options-rest/";

    /// <summary>Names that a sample of that endpoint lacks, because it is older or of another kind.</summary>
    private static readonly string[] Known =
    [
        "futuresType", "permissionSets", "maxMoveOrderLimit", "filterType", "positionControlSide", "lastUpdateId",
        "st", "ps", "breakEvenPrice", "maintMargin", "postOnly", "fee", "source", "createTime", "E", "n", "N",
        "status", "code", "msg", "bracket", "cum", "initialLeverage", "maintMarginRatio", "notionalCap",
        "notionalFloor", "selfTradePreventionMode",
    ];

    /// <summary>
    /// Names of samples that we do not write: conditional orders, hedge mode, a coefficient for some users only.
    /// </summary>
    private static readonly string[] Waived =
    [
        "activatePrice", "priceRate", "notionalCoef", "AP", "cr", "modifyId", "code", "msg", "canTrade", "isolated",
        "ot", "fee", "exercisePrice",
    ];

    public static TheoryData<string, string> Rows => new()
    {
        { Rest + "exchange-information.json", "/fapi/v1/exchangeInfo" },
        { Rest + "order-book.json", "/fapi/v1/depth?symbol=BTCUSDT&limit=5" },
        { Rest + "recent-trades-list.json", "/fapi/v1/trades?symbol=BTCUSDT" },
        { Rest + "compressed-aggregate-trades-list.json", "/fapi/v1/aggTrades?symbol=BTCUSDT" },
        { Rest + "mark-price.json", "/fapi/v1/premiumIndex?symbol=BTCUSDT" },
        { Rest + "get-funding-rate-info.json", "/fapi/v1/fundingInfo" },
        { Rest + "open-interest.json", "/fapi/v1/openInterest?symbol=BTCUSDT" },
        { Rest + "ticker24hr-price-change-statistics.json", "/fapi/v1/ticker/24hr?symbol=BTCUSDT" },
        { Rest + "symbol-price-ticker.json", "/fapi/v1/ticker/price?symbol=BTCUSDT" },
        { Rest + "symbol-order-book-ticker.json", "/fapi/v1/ticker/bookTicker?symbol=BTCUSDT" },
        { Rest + "query-order.json", "/fapi/v1/order?symbol=BTCUSDT&origClientOrderId=a1" },
        { Rest + "current-all-open-orders.json", "/fapi/v1/openOrders?symbol=BTCUSDT" },
        { Rest + "all-orders.json", "/fapi/v1/allOrders?symbol=BTCUSDT" },
        { Rest + "account-trade-list.json", "/fapi/v1/userTrades?symbol=BTCUSDT" },
        { Rest + "position-information-v3.json", "/fapi/v3/positionRisk" },
        { Rest + "position-information-v2.json", "/fapi/v2/positionRisk" },
        { Rest + "account-information-v3.json", "/fapi/v3/account" },
        { Rest + "account-information-v2.json", "/fapi/v2/account" },
        { Rest + "futures-account-balance-v3.json", "/fapi/v3/balance" },
        { Rest + "futures-account-configuration.json", "/fapi/v1/accountConfig" },
        { Rest + "symbol-configuration.json", "/fapi/v1/symbolConfig" },
        { Rest + "user-commission-rate.json", "/fapi/v1/commissionRate?symbol=BTCUSDT" },
        { Rest + "get-income-history.json", "/fapi/v1/income" },
        { Rest + "query-user-rate-limit.json", "/fapi/v1/rateLimit/order" },
        { Rest + "get-current-position-mode.json", "/fapi/v1/positionSide/dual" },
        { Rest + "notional-and-leverage-brackets.json", "/fapi/v1/leverageBracket" },
        { Options + "exchange-information.json", "/eapi/v1/exchangeInfo" },
        { Options + "order-book.json", "/eapi/v1/depth?symbol=" + Option },
        { Options + "recent-trades-list.json", "/eapi/v1/trades?symbol=" + Option },
        { Options + "option-mark-price.json", "/eapi/v1/mark" },
        { Options + "ticker24hr-price-change-statistics.json", "/eapi/v1/ticker" },
        { Options + "index-price.json", "/eapi/v1/index?underlying=BTCUSDT" },
        { Options + "open-interest.json", "/eapi/v1/openInterest?underlyingAsset=BTC&expiration=300328" },
        { Options + "query-single-order.json", $"/eapi/v1/order?symbol={Option}&clientOrderId=o1" },
        { Options + "query-current-open-option-orders.json", "/eapi/v1/openOrders" },
        { Options + "query-option-order-history.json", "/eapi/v1/historyOrders?symbol=" + Option },
        { Options + "account-trade-list.json", "/eapi/v1/userTrades?symbol=" + Option },
        { Options + "option-position-information.json", "/eapi/v1/position" },
        { Options + "option-margin-account-information.json", "/eapi/v1/marginAccount" },
        { Options + "user-commission.json", "/eapi/v1/commission" },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Rest_answers_have_the_venues_fields(string file, string target)
    {
        string folder = Beside.Find("samples/binance");
        await using BinanceRig rig = await StartAsync();
        await FillAsync(rig);
        string[] parts = target.Split('?');
        JsonElement ours = await rig.GetAsync(parts[0], parts.Length > 1 ? parts[1] : "");
        await CompareAsync(folder, file, ours);
    }

    [Fact]
    public async Task Answers_to_commands_have_the_venues_fields()
    {
        string folder = Beside.Find("samples/binance");
        await using BinanceRig rig = await StartAsync();
        await CompareAsync(folder, Rest + "new-order.json", await rig.PlaceAsync("BUY", "99000", "0.01", "a"));
        await CompareAsync(folder, Rest + "modify-order.json", await rig.PutAsync(
            "/fapi/v1/order",
            "symbol=BTCUSDT&side=BUY&origClientOrderId=a&price=99000&quantity=0.02&modifyId=1"));
        await CompareAsync(folder, Rest + "cancel-order.json", await rig.DeleteAsync(
            "/fapi/v1/order", "symbol=BTCUSDT&origClientOrderId=a"));
        await CompareAsync(folder, Options + "new-order.json", await rig.PostAsync(
            "/eapi/v1/order", $"symbol={Option}&side=BUY&type=LIMIT&quantity=1&price=30000&clientOrderId=a"));
        await CompareAsync(folder, Options + "cancel-option-order.json", await rig.DeleteAsync(
            "/eapi/v1/order", $"symbol={Option}&clientOrderId=a"));
        await CompareAsync(folder, Options + "start-user-data-stream.json", await rig.PostAsync(
            "/eapi/v1/listenKey", ""));
    }

    [Theory]
    [InlineData("um-ws-public/individual-symbol-book-ticker-streams.json", "/public", "btcusdt@bookTicker")]
    [InlineData("um-ws-public/partial-book-depth-streams.json", "/public", "btcusdt@depth5")]
    [InlineData("um-ws-market/mark-price-stream.json", "/market", "btcusdt@markPrice@1s")]
    [InlineData("um-ws-market/individual-symbol-ticker-streams.json", "/market", "btcusdt@ticker")]
    [InlineData("um-ws-market/individual-symbol-mini-ticker-stream.json", "/market", "btcusdt@miniTicker")]
    [InlineData("um-ws-market/kline-candlestick-streams.json", "/market", "btcusdt@kline_1m")]
    [InlineData("options-ws-market/option-mark-price.json", "/market", "btcusdt@optionMarkPrice")]
    [InlineData("options-ws-market/index-price-streams.json", "/market", "!index@arr")]
    [InlineData("options-ws-public/hour24-ticker.json", "/public", "btc-300328-100000-c@optionTicker")]
    [InlineData(
        "options-ws-public/individual-symbol-book-ticker-streams.json", "/public", "btc-300328-100000-c@bookTicker")]
    public async Task Streams_have_the_venues_fields(string file, string room, string name)
    {
        string folder = Beside.Find("samples/binance");
        await using BinanceRig rig = await StartAsync();
        await FillAsync(rig);
        using SocketClient client = await rig.OpenAsync($"{room}/ws/{name}");
        await CompareAsync(folder, "sdk-js-2026-07/" + file, await client.ReadAsync());
    }

    [Fact]
    public async Task User_events_have_the_venues_fields()
    {
        string folder = Beside.Find("samples/binance");
        await using BinanceRig rig = await StartAsync();
        using SocketClient futures = await rig.ListenAsync();
        using SocketClient options = await rig.ListenAsync("/eapi");
        await FillAsync(rig);
        foreach ((string file, string name) in new[]
        {
            ("um/user-event-trade-lite.json", "TRADE_LITE"),
            ("um/user-event-order-update.json", "ORDER_TRADE_UPDATE"),
            ("um/user-event-balance-and-position-update.json", "ACCOUNT_UPDATE"),
        })
            await CompareAsync(folder, "docs-2026-05/" + file, await Event(futures, name));
        foreach ((string file, string name) in new[]
        {
            ("options/user-event-order-update.json", "ORDER_TRADE_UPDATE"),
            ("options/user-event-balance-and-position-update.json", "BALANCE_POSITION_UPDATE"),
            ("options/user-event-account-data.json", "ACCOUNT_UPDATE"),
            ("options/user-event-greek-update.json", "GREEK_UPDATE"),
        })
            await CompareAsync(folder, "docs-2026-05/" + file, await Event(options, name));
    }

    private static Task<JsonElement> Event(SocketClient client, string name) => client.ReadUntilAsync(
        frame => frame.GetProperty("e").GetString() == name
            && (name != "ORDER_TRADE_UPDATE" || frame.GetProperty("o").GetProperty("x").GetString() == "TRADE"));

    /// <summary>In both wallets one order that rests, one that is gone and one fill.</summary>
    private static async Task FillAsync(BinanceRig rig)
    {
        IsFine(await rig.PlaceAsync("BUY", "99000", "0.01", "a1"));
        IsFine(await rig.PlaceAsync("BUY", "99000", "0.01", "a2"));
        IsFine(await rig.DeleteAsync("/fapi/v1/order", "symbol=BTCUSDT&origClientOrderId=a2"));
        IsFine(await rig.PlaceAsync("BUY", "100000.1", "0.01", "a3"));
        string order = $"symbol={Option}&side=BUY&type=LIMIT&quantity=1&price=";
        IsFine(await rig.PostAsync("/eapi/v1/order", order + "30000&clientOrderId=o1"));
        IsFine(await rig.PostAsync("/eapi/v1/order", order + "30000&clientOrderId=o2"));
        IsFine(await rig.DeleteAsync("/eapi/v1/order", $"symbol={Option}&clientOrderId=o2"));
        IsFine(await rig.PostAsync("/eapi/v1/order", order + "40005&clientOrderId=o3"));
        // Aggregated trades are finished a tenth of a second after they began.
        rig.Clock.Skip(TimeSpan.FromMilliseconds(200));
        await rig.AskAsync("/fapi/v1/ping");
    }

    private static async Task CompareAsync(string folder, string file, JsonElement ours)
    {
        string sample = Path.Combine(folder, file);
        using JsonDocument document = JsonDocument.Parse(await File.ReadAllTextAsync(sample));
        JsonElement theirs = document.RootElement;
        if (theirs.ValueKind == JsonValueKind.Object && theirs.TryGetProperty("stream", out _))
            theirs = theirs.GetProperty("data");
        SortedDictionary<string, string> expected = [];
        SortedDictionary<string, string> actual = [];
        Collect(theirs, expected);
        Collect(ours, actual);
        string[] missing = [.. expected.Keys.Except(actual.Keys).Except(Waived)];
        string[] extra = [.. actual.Keys.Except(expected.Keys).Except(Known)];
        Assert.True(missing.Length == 0, $"{file}: missing {string.Join(", ", missing)} in {ours.GetRawText()}");
        Assert.True(extra.Length == 0, $"{file}: not the venue's: {string.Join(", ", extra)}");
        foreach ((string name, string kind) in expected)
            if (actual.TryGetValue(name, out string? own) && own != kind && !Waived.Contains(name))
                Assert.Fail($"{file}: {name} is {own}, and {kind} at the venue");
    }

    /// <summary>Names with the kind of their values; which of two booleans says nothing.</summary>
    private static void Collect(JsonElement element, SortedDictionary<string, string> names)
    {
        if (element.ValueKind == JsonValueKind.Array)
            foreach (JsonElement item in element.EnumerateArray()) Collect(item, names);
        if (element.ValueKind != JsonValueKind.Object) return;
        foreach (JsonProperty field in element.EnumerateObject())
        {
            string kind = field.Value.ValueKind is JsonValueKind.True or JsonValueKind.False
                ? "a boolean"
                : field.Value.ValueKind.ToString();
            if (kind != nameof(JsonValueKind.Null)) names.TryAdd(field.Name, kind);
            Collect(field.Value, names);
        }
    }
}
