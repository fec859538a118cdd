using TradingAgent.UnitTests.Venues;
using TradingAgent.Venues.Binance.Trading;
using TradingAgent.Venues.Ports;
using Xunit;

namespace TradingAgent.UnitTests.VenuesBinance;

/// <summary>Positions are closed until none is held, or what is left is said.</summary>
public sealed class FlatteningTests
{
    private readonly ScriptedHttp _http = new();
    private decimal _held = -0.75m;

    public FlatteningTests() => _http.On("/fapi/v3/positionRisk", _ => (200, FormattableString.Invariant($$"""
        [{"symbol":"BTCUSDT","positionSide":"BOTH","positionAmt":"{{_held}}"},
        {"symbol":"ETHUSDT","positionSide":"BOTH","positionAmt":"7"}]
        """)));

    private Task<FlattenOutcome> RunAsync(double seconds) =>
        BinanceFlattening.Loop(_http.Rest(), symbol => symbol == "BTCUSDT", TimeSpan.FromSeconds(seconds))
            .RunAsync(CancellationToken.None);

    [Fact]
    public async Task An_order_that_filled_in_part_is_followed_by_another_until_nothing_is_held()
    {
        _http.On("/fapi/v1/order", _ =>
        {
            _held += 0.25m;
            return (200, """{"orderId":5,"status":"NEW"}""");
        });
        FlattenOutcome outcome = await RunAsync(30);
        Assert.Equal(3, outcome.Orders);
        Assert.Empty(outcome.Left);
        string[] orders = [.. _http.Asked.Where(asked => asked.StartsWith("POST", StringComparison.Ordinal))];
        Assert.Equal(3, orders.Length);
        Assert.Contains(
            "quantity=0.25&reduceOnly=true&side=BUY&symbol=BTCUSDT&type=MARKET", orders[^1], StringComparison.Ordinal);
        // The others are not meant.
        Assert.Equal(0, _http.Count("ETHUSDT"));
    }

    [Fact]
    public async Task A_refusal_counts_as_nothing_closed_and_what_is_left_is_said_with_it()
    {
        _http.On("/fapi/v1/order", """{"code":-2019,"msg":"Margin is insufficient."}""", 400);
        FlattenOutcome outcome = await RunAsync(1);
        Assert.Equal(0, outcome.Orders);
        Assert.True(_http.Count("POST") >= 2, "it was tried once");
        string left = Assert.Single(outcome.Left);
        Assert.StartsWith("BTCUSDT -0.75 (", left, StringComparison.Ordinal);
        Assert.Contains("Margin is insufficient", left, StringComparison.Ordinal);
    }
}
