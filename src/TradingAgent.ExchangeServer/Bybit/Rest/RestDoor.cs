using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using TradingAgent.ExchangeServer.Bybit.Auth;
using TradingAgent.ExchangeServer.Bybit.Json;
using TradingAgent.ExchangeServer.Loop;

namespace TradingAgent.ExchangeServer.Bybit.Rest;

/// <summary>
/// Takes a REST request from the web server, checks its signature over the bytes as received, has it run on the
/// exchange thread and writes the reply. Business errors are HTTP 200; only transport faults are other statuses.
/// </summary>
internal sealed class RestDoor
{
    /// <summary>Bytes of the largest body read; larger ones are answered with 413.</summary>
    private const int BodyMax = 64 * 1024;

    private readonly FrozenDictionary<string, RestRoute> _routes;
    private readonly KeyRing _keys;
    private readonly ExchangeLoop _loop;
    private readonly CallRunner _runner;
    private readonly TimeProvider _time;
    private readonly AddressLimits _addresses;

    public RestDoor(
        IEnumerable<RestRoute> routes, KeyRing keys, ExchangeLoop loop, CallRunner runner, TimeProvider time,
        AddressLimits addresses)
    {
        _routes = routes.ToFrozenDictionary(route => route.Path);
        _keys = keys;
        _loop = loop;
        _runner = runner;
        _time = time;
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
        byte[]? body = await ReadBodyAsync(context.Request);
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
        string query = RawQuery(context);
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
        RestReply? reply = await RunAsync(route, fields, who);
        if (reply is { } done) await WriteAsync(context, done);
        else await RefuseAsync(context, StatusCodes.Status200OK, Answer.Busy);
    }

    /// <summary>Null when the exchange is full, stopping, or failed on this request.</summary>
    private async Task<RestReply?> RunAsync(RestRoute route, RequestFields fields, ApiCredential? who)
    {
        TaskCompletionSource<RestReply?> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        bool posted = _loop.TryPost(() =>
        {
            try
            {
                done.SetResult(_runner.Rest(route, fields, who, Timestamp.From(_time.GetUtcNow())));
            }
            catch
            {
                done.TrySetResult(null);
                throw;
            }
        });
        if (!posted) return null;
        await Task.WhenAny(done.Task, _loop.Completion);
        return done.Task.IsCompletedSuccessfully ? done.Task.Result : null;
    }

    private async Task RefuseAsync(HttpContext context, int status, Answer answer)
    {
        FrameWriter writer = new();
        Timestamp now = Timestamp.From(_time.GetUtcNow());
        Envelope.Failure(writer.Begin(), answer, now);
        await WriteAsync(context, new RestReply(writer.Finish(), status, 0, 0, 0, now.Milliseconds));
    }

    private static async Task WriteAsync(HttpContext context, RestReply reply)
    {
        HttpResponse response = context.Response;
        response.StatusCode = reply.Status;
        response.ContentType = "application/json; charset=utf-8";
        response.Headers["Traceid"] = Trace.Next();
        response.Headers["Timenow"] = Text(reply.NowMilliseconds);
        if (reply.Limit > 0)
        {
            response.Headers["X-Bapi-Limit"] = Text(reply.Limit);
            response.Headers["X-Bapi-Limit-Status"] = Text(reply.Remaining);
            response.Headers["X-Bapi-Limit-Reset-Timestamp"] = Text(reply.ResetMilliseconds);
        }
        response.ContentLength = reply.Body.Memory.Length;
        try
        {
            await response.Body.WriteAsync(reply.Body.Memory, context.RequestAborted);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client went away before it had its answer; there is nobody left to tell.
        }
        finally
        {
            reply.Body.Release();
        }
    }

    private static async Task<byte[]?> ReadBodyAsync(HttpRequest request)
    {
        if (request.ContentLength is > BodyMax) return null;
        using MemoryStream body = new();
        byte[] chunk = new byte[4096];
        int read;
        while ((read = await request.Body.ReadAsync(chunk)) > 0)
        {
            body.Write(chunk, 0, read);
            if (body.Length > BodyMax) return null;
        }
        return body.ToArray();
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

    /// <summary>The query as it stood on the request line, not as the web server would write it again.</summary>
    private static string RawQuery(HttpContext context)
    {
        string target = context.Features.Get<IHttpRequestFeature>()!.RawTarget;
        int mark = target.IndexOf('?', StringComparison.Ordinal);
        return mark < 0 ? "" : target[(mark + 1)..];
    }

    private static SignedHeaders HeadersOf(HttpRequest request) => new(
        request.Headers["X-BAPI-API-KEY"], request.Headers["X-BAPI-TIMESTAMP"],
        request.Headers["X-BAPI-RECV-WINDOW"], request.Headers["X-BAPI-SIGN"]);

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
