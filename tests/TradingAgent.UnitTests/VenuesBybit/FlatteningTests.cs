using TradingAgent.UnitTests.Venues;
using TradingAgent.Venues.Bybit.Trading;
using TradingAgent.Venues.Ports;
using Xunit;

namespace TradingAgent.UnitTests.VenuesBybit;

/// <summary>Positions are closed until none is held, or what is left is said.</summary>
public sealed class FlatteningTests
{
    private readonly ScriptedHttp _http = new();
    private decimal _held = 3;

    public FlatteningTests()
    {
        _http.On("/v5/position/list", BybitHttp.List());
        _http.On("/v5/position/list?category=linear&settleCoin=USDT", _ => (200, BybitHttp.List(
            FormattableString.Invariant($$"""{"symbol":"BTCUSDT","side":"Sell","size":"{{_held}}"}"""),
            """{"symbol":"ETHUSDT","side":"Buy","size":"7"}""")));
    }

    private Task<FlattenOutcome> RunAsync(double seconds) =>
        BybitFlattening.Loop(_http.Rest(), symbol => symbol == "BTCUSDT", TimeSpan.FromSeconds(seconds))
            .RunAsync(CancellationToken.None);

    [Fact]
    public async Task An_order_that_filled_in_part_is_followed_by_another_until_nothing_is_held()
    {
        _http.On("/v5/order/create", _ =>
        {
            _held -= 1;
            return (200, BybitHttp.Result("{}"));
        });
        FlattenOutcome outcome = await RunAsync(30);
        Assert.Equal(3, outcome.Orders);
        Assert.Empty(outcome.Left);
        Assert.Equal(3, _http.Bodies.Count);
        Assert.All(_http.Bodies, body => Assert.Contains("\"reduceOnly\":true", body, StringComparison.Ordinal));
        Assert.Contains("\"side\":\"Buy\",\"qty\":\"1\"", _http.Bodies.Last(), StringComparison.Ordinal);
        // The others are not meant.
        Assert.DoesNotContain(_http.Bodies, body => body.Contains("ETHUSDT", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_refusal_counts_as_nothing_closed_and_what_is_left_is_said_with_it()
    {
        _http.On("/v5/order/create", BybitHttp.Error(110100, "collar reached"));
        FlattenOutcome outcome = await RunAsync(1);
        Assert.Equal(0, outcome.Orders);
        Assert.True(_http.Bodies.Count >= 2, "it was tried once");
        string left = Assert.Single(outcome.Left);
        Assert.StartsWith("BTCUSDT -3 (", left, StringComparison.Ordinal);
        Assert.Contains("collar reached", left, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_that_does_not_come_is_no_flat_account()
    {
        _http.On("/v5/position/list", BybitHttp.Error(10005, "no permission"));
        await Assert.ThrowsAsync<VenueUnreachableException>(() => RunAsync(0.6));
        Assert.Empty(_http.Bodies);
    }
}
