using System.Collections.Frozen;
using System.Text.Json;
using TradingAgent.ExchangeServer.Binance.Auth;
using TradingAgent.ExchangeServer.Binance.Limits;
using TradingAgent.ExchangeServer.Binance.Market;
using TradingAgent.ExchangeServer.Binance.Rest;
using TradingAgent.ExchangeServer.Faults;
using TradingAgent.ExchangeServer.Json;

namespace TradingAgent.ExchangeServer.Binance.Api;

/// <summary>
/// Answers the websocket interface with the handlers of REST, in that interface's frame. Exchange thread only.
/// </summary>
internal sealed class ApiDesk(
    FrozenDictionary<string, Route> methods, KeyRing keys, CallRunner runner, WeightMeter weights, OrderMeter orders,
    BinanceFrontOptions options, WireFaults faults)
{
    private const int SessionWeight = 2;

    private readonly FrameWriter _writer = new();

    public void Serve(ApiSession session, ApiRequest request, Timestamp now)
    {
        bool isSession = request.Method.StartsWith("session.", StringComparison.Ordinal);
        Route? route = isSession ? null : methods.GetValueOrDefault(request.Method);
        int weight = route?.WeightFor(request.Fields) ?? (isSession ? SessionWeight : 1);
        Answer answer = weights.Count(session.Link.Address, weight, now, out int used, out _);
        Utf8JsonWriter json = Open(request, status: 200);
        BinanceCredential? who = null;
        if (answer.IsOk && isSession) answer = Session(session, request, json, now);
        else if (answer.IsOk && route is null) answer = new Answer(-5000, $"Method {request.Method} is invalid");
        else if (answer.IsOk)
        {
            answer = Admit(session, request, route!, now, out who);
            if (answer.IsOk)
            {
                OrderFault fault = route!.IsOrder ? faults.OnOrder() : OrderFault.None;
                json.WritePropertyName("result"u8);
                bool isDone = fault is not (OrderFault.NotDoneButUnknown or OrderFault.Unavailable);
                if (isDone) answer = runner.Run(route, request.Fields, who, json, now, out _);
                if (fault == OrderFault.DoneThenCut) return;
                if (fault != OrderFault.None) answer = Answer.Of(fault);
            }
        }
        if (!answer.IsOk)
        {
            json = Open(request, answer.Status);
            json.WritePropertyName("error"u8);
            CallRunner.Refuse(json, answer);
        }
        bool showsLimits = session.ShowsLimits && request.Fields.Text("returnRateLimits") != "false";
        if (showsLimits) WriteLimits(json, who is not null && route!.Orders != default ? who : null, used, now);
        json.WriteEndObject();
        Send(session);
    }

    private Utf8JsonWriter Open(ApiRequest request, int status)
    {
        Utf8JsonWriter json = _writer.Begin();
        json.WriteStartObject();
        json.WritePropertyName("id"u8);
        if (request.Id.ValueKind == JsonValueKind.Undefined) json.WriteNullValue();
        else request.Id.WriteTo(json);
        json.WriteNumber("status"u8, status);
        return json;
    }

    /// <summary>Who logged on need not sign; whoever signs is checked, logged on or not.</summary>
    private Answer Admit(
        ApiSession session, ApiRequest request, Route route, Timestamp now, out BinanceCredential? who)
    {
        who = session.Who;
        switch (route.Access)
        {
            case Access.Anybody:
                return Answer.Ok;
            case Access.WithKey:
                who = request.Fields.Text("apiKey") is { } key ? keys.Find(key) : session.Who;
                return who is null ? Answer.BadKey : Answer.Ok;
        }
        Answer entry = session.Who is not null && !request.Fields.Has("signature")
            ? KeyRing.CheckClock(request.Fields, now)
            : Signed(request, now, isLogon: false, out who);
        if (!entry.IsOk) return entry;
        return route.Access == Access.ToTrade && who!.IsReadOnly ? Answer.BadKey : Answer.Ok;
    }

    private Answer Signed(ApiRequest request, Timestamp now, bool isLogon, out BinanceCredential? who)
    {
        who = null;
        if (request.Parameters.ValueKind != JsonValueKind.Object) return Answer.Missing("apiKey");
        return keys.CheckSocket(SignedText.Socket(request.Parameters), request.Fields, now, isLogon, out who);
    }

    private Answer Session(ApiSession session, ApiRequest request, Utf8JsonWriter json, Timestamp now)
    {
        switch (request.Method)
        {
            case "session.logon":
                Answer entry = Signed(request, now, isLogon: true, out BinanceCredential? who);
                if (!entry.IsOk) return entry;
                session.Who = who;
                session.AuthorisedAt = now;
                break;
            case "session.logout":
                session.Who = null;
                break;
            case "session.status":
                break;
            default:
                return new Answer(-5000, $"Method {request.Method} is invalid");
        }
        json.WriteStartObject("result"u8);
        if (session.Who is null)
        {
            json.WriteNull("apiKey"u8);
            json.WriteNull("authorizedSince"u8);
        }
        else
        {
            json.WriteString("apiKey"u8, session.Who.Key);
            json.WriteNumber("authorizedSince"u8, session.AuthorisedAt.Milliseconds);
        }
        json.WriteNumber("connectedSince"u8, session.ConnectedAt.Milliseconds);
        json.WriteBoolean("returnRateLimits"u8, session.ShowsLimits);
        json.WriteNumber("serverTime"u8, now.Milliseconds);
        json.WriteEndObject();
        return Answer.Ok;
    }

    private void WriteLimits(Utf8JsonWriter json, BinanceCredential? trader, int used, Timestamp now)
    {
        json.WriteStartArray("rateLimits"u8);
        if (trader is not null)
        {
            (int ten, int minute) = orders.Read(trader.Futures, now);
            RateLimitRows.Write(json, "ORDERS"u8, "SECOND"u8, 10, options.OrdersPerTenSecondsMax, ten);
            RateLimitRows.Write(json, "ORDERS"u8, "MINUTE"u8, 1, options.OrdersPerMinuteMax, minute);
        }
        RateLimitRows.Write(json, "REQUEST_WEIGHT"u8, "MINUTE"u8, 1, options.WeightPerMinuteMax, used);
        json.WriteEndArray();
    }

    private void Send(ApiSession session)
    {
        SharedFrame frame = _writer.Finish();
        session.Link.Send(frame);
        frame.Release();
    }
}
