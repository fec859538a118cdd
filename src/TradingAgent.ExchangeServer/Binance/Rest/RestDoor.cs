using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using TradingAgent.ExchangeServer.Binance.Auth;
using TradingAgent.ExchangeServer.Binance.Limits;
using TradingAgent.ExchangeServer.Faults;
using TradingAgent.ExchangeServer.Json;
using TradingAgent.ExchangeServer.Loop;
using TradingAgent.ExchangeServer.Wire;

namespace TradingAgent.ExchangeServer.Binance.Rest;

/// <summary>
/// Takes a REST request from the web server, weighs it, checks its signature over the text as received, has it run on
/// the exchange thread and writes the reply.
/// </summary>
internal sealed class RestDoor(
    IEnumerable<Route> routes, KeyRing keys, ExchangeLoop loop, CallRunner runner, WeightMeter weights,
    TimeProvider time, WireFaults faults)
{
    private readonly FrozenDictionary<(string, string), Route> _routes =
        routes.ToFrozenDictionary(route => (route.Verb, route.Path));

    public async Task HandleAsync(HttpContext context)
    {
        string path = context.Request.Path.Value ?? "";
        string verb = context.Request.Method;
        if (!_routes.TryGetValue((verb, path), out Route? route))
        {
            await RefuseAsync(context, Answer.NoSuchPath(path, verb));
            return;
        }
        byte[]? bytes = await RawRequest.BodyAsync(context.Request);
        if (bytes is null)
        {
            await RefuseAsync(context, new Answer(-1101, "Too many parameters sent for this endpoint.", 413));
            return;
        }
        string query = RawRequest.Query(context);
        string body = Encoding.UTF8.GetString(bytes);
        RequestFields fields = RequestFields.OfForm(query, body);
        Answer weighed = weights.Count(
            context.Connection.RemoteIpAddress, route.WeightFor(fields), Now(), out int used, out int retry);
        context.Response.Headers["x-mbx-used-weight-1m"] = Text(used);
        if (!weighed.IsOk)
        {
            context.Response.Headers.RetryAfter = Text(retry);
            await RefuseAsync(context, weighed);
            return;
        }
        string? key = context.Request.Headers["X-MBX-APIKEY"];
        Answer entry = keys.CheckRest(route.Access, key, query, body, fields, Now(), out BinanceCredential? who);
        if (entry.IsOk) await AnswerAsync(context, route, fields, who);
        else await RefuseAsync(context, entry);
    }

    private async Task AnswerAsync(HttpContext context, Route route, RequestFields fields, BinanceCredential? who)
    {
        OrderFault fault = route.IsOrder ? faults.OnOrder()
            : route.IsBook && faults.WithholdsBooks ? OrderFault.Unavailable : OrderFault.None;
        if (fault is OrderFault.NotDoneButUnknown or OrderFault.Unavailable)
        {
            await RefuseAsync(context, Answer.Of(fault));
            return;
        }
        RestReply? reply = await loop.RunAsync(() => runner.Rest(route, fields, who, Now()));
        if (reply is not { } done)
        {
            await RefuseAsync(context, Answer.Busy);
            return;
        }
        if (fault == OrderFault.None)
        {
            await WriteAsync(context, done);
            return;
        }
        done.Body.Release();
        if (fault == OrderFault.DoneThenCut) context.Abort();
        else await RefuseAsync(context, Answer.Of(fault));
    }

    private static Task RefuseAsync(HttpContext context, Answer answer)
    {
        FrameWriter writer = new();
        CallRunner.Refuse(writer.Begin(), answer);
        return WriteAsync(context, new RestReply(writer.Finish(), answer.Status, -1, -1));
    }

    private static Task WriteAsync(HttpContext context, RestReply reply)
    {
        HttpResponse response = context.Response;
        response.StatusCode = reply.Status;
        response.ContentType = "application/json;charset=UTF-8";
        if (reply.OrdersInMinute >= 0)
        {
            response.Headers["x-mbx-order-count-10s"] = Text(reply.OrdersInTenSeconds);
            response.Headers["x-mbx-order-count-1m"] = Text(reply.OrdersInMinute);
        }
        return RawRequest.WriteAsync(context, reply.Body);
    }

    private Timestamp Now() => Timestamp.From(time.GetUtcNow());

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
