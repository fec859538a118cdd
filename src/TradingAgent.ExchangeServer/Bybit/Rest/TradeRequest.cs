using System.Text.Json;
using TradingAgent.ExchangeServer.Json;
using TradingAgent.ExchangeServer.Wire;

namespace TradingAgent.ExchangeServer.Bybit.Rest;

/// <summary>A request on the trade socket; its id comes back as it was sent, type included.</summary>
internal sealed record TradeRequest(
    string Op, JsonElement RequestId, RequestFields Fields, ApiCredential? Credential, string ConnectionId)
{
    /// <summary>Writes the head up to the value of <c>data</c>.</summary>
    public void OpenReply(Utf8JsonWriter json, Answer answer)
    {
        json.WriteStartObject();
        if (RequestId.ValueKind is not JsonValueKind.Undefined)
        {
            json.WritePropertyName("reqId"u8);
            RequestId.WriteTo(json);
        }
        json.WriteNumber("retCode"u8, answer.Code);
        json.WriteString("retMsg"u8, answer.Message);
        json.WriteString("op"u8, Op);
        json.WritePropertyName("data"u8);
    }

    /// <summary>Writes what follows <c>data</c>.</summary>
    public void CloseReply(Utf8JsonWriter json, VenueCall call, Timestamp now)
    {
        json.WritePropertyName("retExtInfo"u8);
        Envelope.ExtraInfo(json, call.Items is { Count: > 0 } items ? items : null);
        json.WriteStartObject("header"u8);
        if (call.Window is { } window)
        {
            json.WholeText("X-Bapi-Limit"u8, window.Limit);
            json.WholeText("X-Bapi-Limit-Status"u8, window.Remaining(now));
            json.WholeText("X-Bapi-Limit-Reset-Timestamp"u8, window.ResetAt(now).Milliseconds);
        }
        json.WriteString("Traceid"u8, Trace.Next());
        json.WholeText("Timenow"u8, now.Milliseconds);
        json.WriteEndObject();
        json.WriteString("connId"u8, ConnectionId);
        json.WriteEndObject();
    }
}
