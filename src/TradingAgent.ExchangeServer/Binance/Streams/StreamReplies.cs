using System.Text.Json;
using TradingAgent.ExchangeServer.Json;

namespace TradingAgent.ExchangeServer.Binance.Streams;

/// <summary>Answers to what a stream's client asked; the id comes back as it came.</summary>
internal static class StreamReplies
{
    public static SharedFrame Done(JsonElement id) => Make(id, static json => json.WriteNull("result"u8));

    public static SharedFrame Flag(JsonElement id, bool value) =>
        Make(id, json => json.WriteBoolean("result"u8, value));

    public static SharedFrame Names(JsonElement id, IReadOnlyList<string> names) => Make(id, json =>
    {
        json.WriteStartArray("result"u8);
        foreach (string name in names) json.WriteStringValue(name);
        json.WriteEndArray();
    });

    public static SharedFrame Failure(JsonElement id, int code, string text) => Make(id, json =>
    {
        json.WriteStartObject("error"u8);
        json.WriteNumber("code"u8, code);
        json.WriteString("msg"u8, text);
        json.WriteEndObject();
    });

    private static SharedFrame Make(JsonElement id, Action<Utf8JsonWriter> write)
    {
        FrameWriter writer = new();
        Utf8JsonWriter json = writer.Begin();
        json.WriteStartObject();
        write(json);
        json.WritePropertyName("id"u8);
        if (id.ValueKind == JsonValueKind.Undefined) json.WriteNullValue();
        else id.WriteTo(json);
        json.WriteEndObject();
        return writer.Finish();
    }
}
