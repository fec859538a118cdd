using TradingAgent.UnitTests.Venues;
using TradingAgent.Venues.Bybit.Setup;
using TradingAgent.Venues.Bybit.Trading;
using TradingAgent.Venues.Ports;
using Xunit;
using static TradingAgent.UnitTests.VenuesBybit.Fixtures;

namespace TradingAgent.UnitTests.VenuesBybit;

public sealed class KillPathTests
{
    private readonly ScriptedHttp _http = new();

    private static string Order(int number, string link) =>
        $$"""{"orderId":"v{{number}}","orderLinkId":"{{link}}","symbol":"BTCUSDT","side":"Buy"}""";

    [Fact]
    public async Task Cancel_all_takes_a_random_part_at_a_time_so_it_is_repeated_until_the_list_is_empty_twice()
    {
        int open = 3;
        int listed = 0;
        _http.On("/v5/order/realtime", BybitHttp.List());
        _http.On("/v5/order/realtime?category=linear&settleCoin=USDT", _ =>
        {
            if (open == 0) listed++;
            return (200, BybitHttp.List([.. Enumerable.Range(0, open).Select(i => Order(i, "by-hand"))]));
        });
        _http.On("/v5/order/cancel-all", request =>
        {
            string body = request.Content!.ReadAsStringAsync().Result;
            if (body.Contains("USDT", StringComparison.Ordinal)) open = Math.Max(0, open - 1);
            return (200, BybitHttp.Result("{}"));
        });
        int left = await new KillPath(Options, _http.Rest()).RunAsync(strangersToo: true, CancellationToken.None);
        Assert.Equal(0, left);
        Assert.Equal(2, listed);
    }

    [Fact]
    public async Task Only_our_instances_orders_are_cancelled_unless_all_are_asked_for()
    {
        bool isOpen = true;
        _http.On("/v5/order/realtime", BybitHttp.List());
        _http.On("/v5/order/realtime?category=linear&settleCoin=USDT", _ => (200, BybitHttp.List(
            isOpen ? [Order(1, "tax1-7-1"), Order(2, "tax2-7-1"), Order(3, "")] : [Order(2, "tax2-7-1")])));
        _http.On("/v5/order/cancel", _ =>
        {
            isOpen = false;
            return (200, BybitHttp.Result("{}"));
        });
        Assert.Equal(
            0, await new KillPath(Options, _http.Rest()).RunAsync(strangersToo: false, CancellationToken.None));
        Assert.Contains("\"orderId\":\"v1\"", Assert.Single(_http.Bodies), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("category=linear&settleCoin=USDT", false, "/v5/order/cancel")]
    [InlineData("category=option", false, "/v5/order/cancel")]
    [InlineData("category=linear&settleCoin=USDT", true, "/v5/order/cancel-all")]
    [InlineData("category=option", true, "/v5/order/cancel-all")]
    public async Task A_category_that_cannot_be_listed_is_not_empty_and_keeps_no_other_from_being_cancelled(
        string unlisted, bool strangersToo, string path)
    {
        bool isOpen = true;
        bool isListed = false;
        _http.On("/v5/order/realtime", BybitHttp.List());
        _http.On("/v5/order/realtime?category=linear&settleCoin=USDC", _ =>
            (200, isOpen ? BybitHttp.List(Order(1, "tax1-7-1")) : BybitHttp.List()));
        _http.On($"/v5/order/realtime?{unlisted}", _ =>
            (200, isListed ? BybitHttp.List() : BybitHttp.Error(10001, "this category is being maintained")));
        _http.On(path, request =>
        {
            string body = request.Content!.ReadAsStringAsync().Result;
            if (strangersToo && !body.Contains("USDC", StringComparison.Ordinal)) return (200, BybitHttp.Result("{}"));
            isOpen = false;
            return (200, BybitHttp.Result("{}"));
        });
        Task<int> killing = new KillPath(Options, _http.Rest()).RunAsync(strangersToo, CancellationToken.None);
        await Eventually.TrueAsync(() => !isOpen, "the order of the other category is cancelled");
        int asked = _http.Count(unlisted);
        await Eventually.TrueAsync(() => _http.Count(unlisted) > asked + 2, "the list is asked for again");
        Assert.False(killing.IsCompleted);
        isListed = true;
        Assert.Equal(0, await killing);
        string whole = unlisted.Contains("USDT", StringComparison.Ordinal) ? "\"USDT\"}" : "\"option\"}";
        if (strangersToo) Assert.Contains(_http.Bodies, b => b.Contains(whole, StringComparison.Ordinal));
    }

    [Fact]
    public async Task When_the_address_is_banned_the_other_road_is_asked_to_cancel()
    {
        bool isBanned = true;
        int asked = 0;
        _http.On("/v5/order/realtime", _ => isBanned ? (403, "access too frequent") : (200, BybitHttp.List()));
        using var stop = new CancellationTokenSource();
        var path = new KillPath(Options, _http.Rest(), _ =>
        {
            asked++;
            isBanned = false;
            stop.Cancel();
            return Task.CompletedTask;
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => path.RunAsync(false, stop.Token));
        Assert.Equal(1, asked);
    }

    [Fact]
    public async Task A_contract_quoted_per_thousand_coins_is_not_taken_for_the_coin()
    {
        _http.On("/v5/market/instruments-info", BybitHttp.List());
        _http.On("/v5/market/instruments-info?category=linear", BybitHttp.List(
            """
            {"symbol":"1000BTCUSDT","contractType":"LinearPerpetual","status":"Trading","baseCoin":"1000BTC",
            "quoteCoin":"USDT","settleCoin":"USDT","priceFilter":{"tickSize":"0.1"},"lotSizeFilter":{"qtyStep":"1"}}
            """));
        VenueCatalog catalog = await new BybitCatalogue(_http.Rest(), VenueId.Bybit).LoadAsync(
            new VenueScope(["BTC"], true, true, true), CancellationToken.None);
        Assert.Empty(catalog.Instruments);
        Assert.All(
            _http.Asked, asked => Assert.Contains("baseCoin=BTC&limit=1000", asked, StringComparison.Ordinal));
    }
}
