using System.Text.Json;
using TradingAgent.ExchangeServer.Json;
using TradingAgent.ExchangeServer.Wire;

namespace TradingAgent.ExchangeServer.Bybit.Rest;

/// <summary>
/// Runs calls on the exchange thread: limits first, then the handler, then the envelope around its result.
/// </summary>
internal sealed class CallRunner
{
    private readonly FrameWriter _writer = new();
    private readonly RateLimits _limits = new();

    public RestReply Rest(RestRoute route, RequestFields fields, ApiCredential? who, Timestamp now)
    {
        Utf8JsonWriter json = _writer.Begin();
        VenueCall call = new() { Fields = fields, Credential = who, Json = json, Now = now };
        Envelope.Open(json);
        Answer answer = Run(call, route.Group, route.Handler);
        if (answer.IsOk)
        {
            if (call.TopCategory != Category.None) json.WriteString("category"u8, call.TopCategory.NameOf());
            Envelope.Close(json, call.Items, now);
        }
        else
        {
            Envelope.Failure(_writer.Begin(), answer, now, call.Reasons);
        }
        RateWindow? window = call.Window;
        return new RestReply(
            _writer.Finish(), 200, window?.Limit ?? 0, window?.Remaining(now) ?? 0,
            window?.ResetAt(now).Milliseconds ?? 0, now.Milliseconds);
    }

    /// <summary>A reply over the trade socket.</summary>
    public SharedFrame Trade(TradeRequest request, RateGroup group, CallHandler handler, Timestamp now)
    {
        Utf8JsonWriter json = _writer.Begin();
        VenueCall call = new() { Fields = request.Fields, Credential = request.Credential, Json = json, Now = now };
        request.OpenReply(json, Answer.Ok);
        Answer answer = Run(call, group, handler);
        if (!answer.IsOk)
        {
            json = _writer.Begin();
            request.OpenReply(json, answer);
            json.WriteStartObject();
            json.WriteEndObject();
        }
        request.CloseReply(json, call, now);
        return _writer.Finish();
    }

    private Answer Run(VenueCall call, RateGroup group, CallHandler handler)
    {
        if (call.Credential is not null)
        {
            RateGroup counted = group == RateGroup.None ? RateGroup.Other : group;
            call.Window = _limits.Find(call.Account.Index, counted, call.Category);
            bool isBatch = group is RateGroup.CreateBatch or RateGroup.AmendBatch or RateGroup.CancelBatch;
            bool visitsPerItem = isBatch && RateLimits.CountsOrders(call.Category);
            if (!visitsPerItem && call.Window is { } window && !window.TryVisit(call.Now)) return Answer.TooManyVisits;
        }
        return handler(call);
    }
}
