using TradingAgent.Venues.Binance.Rest;
using TradingAgent.Venues.Bybit.Rest;
using TradingAgent.Venues.Wire;
using Xunit;
using OfBinance = TradingAgent.UnitTests.VenuesBinance.Fixtures;
using OfBybit = TradingAgent.UnitTests.VenuesBybit.Fixtures;

namespace TradingAgent.UnitTests.Venues;

/// <summary>
/// A change that may have been done is sent once, also over a kept connection that ends before the answer.
/// </summary>
public sealed class SentOnceTests
{
    private static readonly CancellationToken Never = CancellationToken.None;

    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task Binance_is_sent_a_change_once_over_a_connection_that_ends_unanswered(string method)
    {
        await using var server = new ClosingHttpServer();
        using var rest = new BinanceRest(OfBinance.Options, server.Address, OfBinance.Clock());
        await rest.GetAsync("/fapi/v1/time", "", RequestAccess.Open, Never);
        (BinanceReply? reply, RestFailure failure) = await rest.SendOnceAsync(
            new HttpMethod(method), "/fapi/v1/order", "symbol=BTCUSDT", RequestAccess.Signed, Never);
        Assert.Null(reply);
        Assert.Equal(RestFailure.Unknown, failure);
        Assert.Equal(["1 GET /fapi/v1/time", $"1 {method} /fapi/v1/order"], server.Read);
    }

    [Fact]
    public async Task Bybit_is_sent_a_change_once_over_a_connection_that_ends_unanswered()
    {
        await using var server = new ClosingHttpServer();
        using var rest = new BybitRest(
            OfBybit.Options with { Hosts = OfBybit.Options.Hosts with { Rest = server.Address } }, OfBybit.Clock());
        await rest.GetAsync("/v5/market/time", "", signed: false, Never);
        (RestReply? reply, RestFailure failure) = await rest.PostAsync("/v5/order/create", "{}"u8.ToArray(), Never);
        Assert.Null(reply);
        Assert.Equal(RestFailure.Unknown, failure);
        Assert.Equal(["1 GET /v5/market/time", "1 POST /v5/order/create"], server.Read);
    }
}
