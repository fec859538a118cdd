using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using TradingAgent.ExchangeServer.Bybit.Auth;
using TradingAgent.ExchangeServer.Faults;
using TradingAgent.ExchangeServer.Json;
using TradingAgent.ExchangeServer.Loop;
using TradingAgent.ExchangeServer.Wire;

namespace TradingAgent.ExchangeServer.Bybit.Rest;

/// <summary>
/// Takes a REST request from the web server, checks its signature over the bytes as received, has it run on the
/// exchange thread and writes the reply. Business errors are HTTP 200; only transport faults are other statuses.
/// </summary>
internal sealed class RestDoor
{
    private readonly FrozenDictionary<string, RestRoute> _routes;
    private readonly KeyRing _keys;
    private readonly ExchangeLoop _loop;
    private readonly CallRunner _runner;
    private readonly TimeProvider _time;
    private readonly WireFaults _faults;
    private readonly AddressLimits _addresses;

    public RestDoor(
        IEnumerable<RestRoute> routes, KeyRing keys, ExchangeLoop loop, CallRunner runner,
        ExchangeServerOptions options, AddressLimits addresses)
    {
        _routes = routes.ToFrozenDictionary(route => route.Path);
        _keys = keys;
        _loop = loop;
        _runner = runner;
        _time = options.Time;
        _faults = options.Faults;
        _addresses = addresses;
    }

    public async Task HandleAsync(HttpContext context)
    {
        if (!_addresses.TryRequest(context.Connection.RemoteIpAddress, Timestamp.From(_time.GetUtcNow())))
        {
            await RefuseAsync(context, StatusCodes.Status403Forbidden, Answer.Banned);
            return;
        }
        string path = context.Request.Path.Value ?? "";
        if (!_routes.TryGetValue(path, out RestRoute? route)) route = Unserved.Find(context.Request.Method, path);
        if (route is null)
        {
            await RefuseAsync(context, StatusCodes.Status404NotFound, Answer.NoSuchPath);
            return;
        }
        if (route.Verb != context.Request.Method)
        {
            await RefuseAsync(context, StatusCodes.Status400BadRequest, Answer.BadVerb);
            return;
        }
        byte[]? body = await RawRequest.BodyAsync(context.Request);
        if (body is null)
        {
            await RefuseAsync(context, StatusCodes.Status413PayloadTooLarge, Answer.BodyTooLarge);
            return;
        }
        if (route.Verb == "GET" && body.Length > 0)
        {
            await RefuseAsync(context, StatusCodes.Status403Forbidden, new Answer(10001, "A GET request has no body."));
            return;
        }
        await AnswerAsync(context, route, body);
    }

    private async Task AnswerAsync(HttpContext context, RestRoute route, byte[] body)
    {
        string query = RawRequest.Query(context);
        ApiCredential? who = null;
        SignedHeaders headers = HeadersOf(context.Request);
        if (route.IsSigned)
        {
            ReadOnlySpan<byte> payload = route.Verb == "GET" ? System.Text.Encoding.UTF8.GetBytes(query) : body;
            Answer entry = _keys.CheckRest(headers, payload, Timestamp.From(_time.GetUtcNow()), out who);
            if (entry.IsOk && route.Changes && who!.IsReadOnly) entry = Answer.ReadOnlyKey;
            if (!entry.IsOk)
            {
                int status = headers.IsIncomplete ? StatusCodes.Status401Unauthorized : StatusCodes.Status200OK;
                await RefuseAsync(context, status, entry);
                return;
            }
        }
        using JsonDocument? document = route.Verb == "POST" ? Parse(body) : null;
        if (route.Verb == "POST" && document is null)
        {
            await RefuseAsync(context, StatusCodes.Status200OK, new Answer(10001, "Request parameter error."));
            return;
        }
        RequestFields fields =
            document is null ? RequestFields.OfQuery(query) : RequestFields.OfObject(document.RootElement);
        OrderFault fault = route.IsOrder ? _faults.OnOrder() : OrderFault.None;
        if (fault is OrderFault.NotDoneButUnknown or OrderFault.Unavailable)
        {
            await RefuseAsync(context, StatusCodes.Status200OK, Answer.Of(fault));
            return;
        }
        RestReply? reply = await _loop.RunAsync(
            () => _runner.Rest(route, fields, who, Timestamp.From(_time.GetUtcNow())));
        if (reply is not { } done)
        {
            await RefuseAsync(context, StatusCodes.Status200OK, Answer.Busy);
            return;
        }
        if (fault == OrderFault.None)
        {
            await WriteAsync(context, done);
            return;
        }
        done.Body.Release();
        if (fault == OrderFault.DoneThenCut) context.Abort();
        else await RefuseAsync(context, StatusCodes.Status200OK, Answer.Of(fault));
    }

    private async Task RefuseAsync(HttpContext context, int status, Answer answer)
    {
        FrameWriter writer = new();
        Timestamp now = Timestamp.From(_time.GetUtcNow());
        Envelope.Failure(writer.Begin(), answer, now);
        await WriteAsync(context, new RestReply(writer.Finish(), status, 0, 0, 0, now.Milliseconds));
    }

    /// <summary>A reply says what is left of its account's limit, or else of its address's.</summary>
    private async Task WriteAsync(HttpContext context, RestReply reply)
    {
        HttpResponse response = context.Response;
        response.StatusCode = reply.Status;
        response.ContentType = "application/json; charset=utf-8";
        response.Headers["Traceid"] = Trace.Next();
        response.Headers["Timenow"] = Text(reply.NowMilliseconds);
        if (reply.Limit == 0)
        {
            (int limit, int left, Timestamp resetsAt) = _addresses.Standing(
                context.Connection.RemoteIpAddress, Timestamp.FromMilliseconds(reply.NowMilliseconds));
            reply = reply with { Limit = limit, Remaining = left, ResetMilliseconds = resetsAt.Milliseconds };
        }
        if (reply.Limit > 0)
        {
            response.Headers["X-Bapi-Limit"] = Text(reply.Limit);
            response.Headers["X-Bapi-Limit-Status"] = Text(reply.Remaining);
            response.Headers["X-Bapi-Limit-Reset-Timestamp"] = Text(reply.ResetMilliseconds);
        }
        await RawRequest.WriteAsync(context, reply.Body);
    }

    private static JsonDocument? Parse(byte[] body)
    {
        try
        {
            JsonDocument document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind == JsonValueKind.Object) return document;
            document.Dispose();
            return null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static SignedHeaders HeadersOf(HttpRequest request) => new(
        request.Headers["X-BAPI-API-KEY"], request.Headers["X-BAPI-TIMESTAMP"],
        request.Headers["X-BAPI-RECV-WINDOW"], request.Headers["X-BAPI-SIGN"]);

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
