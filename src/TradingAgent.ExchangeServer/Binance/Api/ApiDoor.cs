using Microsoft.AspNetCore.Http;
using TradingAgent.ExchangeServer.Binance.Limits;
using TradingAgent.ExchangeServer.Loop;
using TradingAgent.ExchangeServer.Wire;

namespace TradingAgent.ExchangeServer.Binance.Api;

/// <summary>Takes sockets of the websocket interface from the web server.</summary>
internal sealed class ApiDoor(
    ExchangeLoop loop, ApiDesk desk, SocketDesk sockets, WeightMeter weights, TimeProvider time)
{
    public const string Path = "/ws-fapi/v1";

    private const int HandshakeWeight = 5;

    public async Task HandleAsync(HttpContext context, CancellationToken stop)
    {
        Answer weighed = weights.Count(
            context.Connection.RemoteIpAddress, HandshakeWeight, Now(), out _, out _);
        if (!weighed.IsOk)
        {
            context.Response.StatusCode = weighed.Status;
            return;
        }
        bool showsLimits = context.Request.Query["returnRateLimits"] != "false";
        using SocketLink link = await sockets.AcceptAsync(context);
        ApiSession session = new(link, showsLimits, Now());
        await sockets.RunAsync(link, message => OnMessage(session, message.Span), stop, static () => { });
    }

    private void OnMessage(ApiSession session, ReadOnlySpan<byte> text)
    {
        ApiRequest request = ApiRequest.Parse(text);
        // A request that finds the exchange full is lost without an answer: to its client, unknown.
        loop.TryPost(() => desk.Serve(session, request, Now()));
    }

    private Timestamp Now() => Timestamp.From(time.GetUtcNow());
}
