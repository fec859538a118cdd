using System.Text.Json;
using TradingAgent.ExchangeServer.Json;

namespace TradingAgent.ExchangeServer.Bybit.Sockets;

/// <summary>Acknowledgements and pongs of each dialect, field for field as the venue writes them.</summary>
internal static class ControlFrames
{
    /// <summary>The answer to subscribe or unsubscribe; the option dialect tells of topics, never of failure.</summary>
    public static SharedFrame Acknowledge(
        SocketSession session, SocketRequest request, Answer answer, IReadOnlyList<string> topics)
    {
        FrameWriter writer = new();
        Utf8JsonWriter json = writer.Begin();
        if (session.Dialect == SocketDialect.Option) OptionAcknowledge(json, session.Id, topics);
        else if (session.Dialect == SocketDialect.Private) PrivateAcknowledge(json, session.Id, request, answer);
        else PublicAcknowledge(json, session, request, answer);
        return writer.Finish();
    }

    public static SharedFrame Pong(SocketSession session, SocketRequest request, Timestamp now)
    {
        FrameWriter writer = new();
        Utf8JsonWriter json = writer.Begin();
        json.WriteStartObject();
        switch (session.Dialect)
        {
            case SocketDialect.Option:
                Stamp(json, "args"u8, now);
                json.WriteString("op"u8, "pong"u8);
                break;
            case SocketDialect.Private:
                WriteId(json, request);
                json.WriteString("op"u8, "pong"u8);
                Stamp(json, "args"u8, now);
                json.WriteString("conn_id"u8, session.Id);
                break;
            case SocketDialect.Trade:
                json.WriteNumber("retCode"u8, 0);
                json.WriteString("retMsg"u8, "OK"u8);
                json.WriteString("op"u8, "pong"u8);
                Stamp(json, "data"u8, now);
                json.WriteString("connId"u8, session.Id);
                break;
            default:
                json.WriteBoolean("success"u8, true);
                json.WriteString("ret_msg"u8, "pong"u8);
                json.WriteString("conn_id"u8, session.Id);
                WritePublicId(json, session.Dialect, request);
                json.WriteString("op"u8, "ping"u8);
                break;
        }
        json.WriteEndObject();
        return writer.Finish();
    }

    public static SharedFrame Login(SocketSession session, SocketRequest request, Answer answer)
    {
        FrameWriter writer = new();
        Utf8JsonWriter json = writer.Begin();
        if (session.Dialect == SocketDialect.Trade)
        {
            json.WriteStartObject();
            WriteId(json, request);
            json.WriteNumber("retCode"u8, answer.Code);
            json.WriteString("retMsg"u8, answer.Message);
            json.WriteString("op"u8, "auth"u8);
            json.WriteString("connId"u8, session.Id);
            json.WriteEndObject();
        }
        else
        {
            PrivateAcknowledge(json, session.Id, request, answer);
        }
        return writer.Finish();
    }

    /// <summary>What a trade socket says of a message that is no order.</summary>
    public static SharedFrame TradeRefusal(SocketSession session, SocketRequest? request, Answer answer)
    {
        FrameWriter writer = new();
        Utf8JsonWriter json = writer.Begin();
        json.WriteStartObject();
        if (request is not null) WriteId(json, request);
        json.WriteNumber("retCode"u8, answer.Code);
        json.WriteString("retMsg"u8, answer.Message);
        json.WriteString("op"u8, request?.Op ?? "");
        json.WriteStartObject("data"u8);
        json.WriteEndObject();
        json.WriteString("connId"u8, session.Id);
        json.WriteEndObject();
        return writer.Finish();
    }

    /// <summary>What the other sockets say of a message that they cannot read.</summary>
    public static SharedFrame Unreadable(SocketSession session, SocketRequest? request, string message)
    {
        FrameWriter writer = new();
        Utf8JsonWriter json = writer.Begin();
        json.WriteStartObject();
        json.WriteBoolean("success"u8, false);
        json.WriteString("ret_msg"u8, message);
        json.WriteString("conn_id"u8, session.Id);
        if (request is not null) WriteId(json, request);
        json.WriteString("op"u8, request?.Op ?? "");
        json.WriteEndObject();
        return writer.Finish();
    }

    private static void PublicAcknowledge(
        Utf8JsonWriter json, SocketSession session, SocketRequest request, Answer answer)
    {
        json.WriteStartObject();
        json.WriteBoolean("success"u8, answer.IsOk);
        string text = session.Dialect == SocketDialect.Spot ? request.Op : "";
        json.WriteString("ret_msg"u8, answer.IsOk ? text : answer.Message);
        json.WriteString("conn_id"u8, session.Id);
        WritePublicId(json, session.Dialect, request);
        json.WriteString("op"u8, request.Op);
        json.WriteEndObject();
    }

    private static void PrivateAcknowledge(Utf8JsonWriter json, string connection, SocketRequest request, Answer answer)
    {
        json.WriteStartObject();
        json.WriteBoolean("success"u8, answer.IsOk);
        json.WriteString("ret_msg"u8, answer.IsOk ? "" : answer.Message);
        json.WriteString("op"u8, request.Op);
        json.WriteString("conn_id"u8, connection);
        WriteId(json, request);
        json.WriteEndObject();
    }

    private static void OptionAcknowledge(Utf8JsonWriter json, string connection, IReadOnlyList<string> topics)
    {
        json.WriteStartObject();
        json.WriteBoolean("success"u8, true);
        json.WriteString("conn_id"u8, connection);
        json.WriteStartObject("data"u8);
        json.WriteStartArray("failTopics"u8);
        json.WriteEndArray();
        json.WriteStartArray("successTopics"u8);
        foreach (string topic in topics) json.WriteStringValue(topic);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteString("type"u8, "COMMAND_RESP"u8);
        json.WriteEndObject();
    }

    private static void Stamp(Utf8JsonWriter json, ReadOnlySpan<byte> name, Timestamp now)
    {
        Span<byte> text = stackalloc byte[20];
        now.Milliseconds.TryFormat(text, out int written);
        json.WriteStartArray(name);
        json.WriteStringValue(text[..written]);
        json.WriteEndArray();
    }

    /// <summary>Futures sockets write an empty id where none was sent; spot leaves it out.</summary>
    private static void WritePublicId(Utf8JsonWriter json, SocketDialect dialect, SocketRequest request)
    {
        if (request.HasId) WriteId(json, request);
        else if (dialect != SocketDialect.Spot) json.WriteString("req_id"u8, ""u8);
    }

    private static void WriteId(Utf8JsonWriter json, SocketRequest request)
    {
        if (!request.HasId) return;
        json.WritePropertyName(request.HasPlainId ? "req_id"u8 : "reqId"u8);
        request.Id.WriteTo(json);
    }
}
