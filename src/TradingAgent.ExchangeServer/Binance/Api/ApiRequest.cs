using System.Text.Json;
using TradingAgent.ExchangeServer.Wire;

namespace TradingAgent.ExchangeServer.Binance.Api;

/// <summary>A request over the websocket interface, detached from the socket's buffer.</summary>
/// <param name="Id">As sent, type included; undefined when there was none.</param>
/// <param name="Method">What is wanted; "" when the message cannot be read.</param>
/// <param name="Parameters">An object; undefined when there was none.</param>
internal sealed record ApiRequest(JsonElement Id, string Method, JsonElement Parameters)
{
    public RequestFields Fields { get; } = RequestFields.OfObject(Parameters);

    public static ApiRequest Parse(ReadOnlySpan<byte> text)
    {
        try
        {
            Utf8JsonReader reader = new(text);
            JsonElement root = JsonElement.ParseValue(ref reader);
            if (root.ValueKind != JsonValueKind.Object) return new ApiRequest(default, "", default);
            root.TryGetProperty("id", out JsonElement id);
            root.TryGetProperty("method", out JsonElement method);
            root.TryGetProperty("params", out JsonElement parameters);
            string name = method.ValueKind == JsonValueKind.String ? method.GetString()! : "";
            bool isObject = parameters.ValueKind == JsonValueKind.Object;
            return new ApiRequest(id, name, isObject ? parameters : default);
        }
        catch (JsonException)
        {
            return new ApiRequest(default, "", default);
        }
    }
}
