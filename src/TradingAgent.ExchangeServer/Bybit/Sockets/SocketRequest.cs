using System.Text.Json;

namespace TradingAgent.ExchangeServer.Bybit.Sockets;

/// <summary>
/// A control message: the operation, its arguments, and the request id with the name (<c>req_id</c> or
/// <c>reqId</c>) and the type it came with. Detached from the socket's buffer.
/// </summary>
internal sealed class SocketRequest
{
    private SocketRequest(JsonElement root, string op)
    {
        Root = root;
        Op = op;
        HasPlainId = !root.TryGetProperty("reqId", out JsonElement id);
        if (HasPlainId) root.TryGetProperty("req_id", out id);
        Id = id;
    }

    public JsonElement Root { get; }

    public string Op { get; }

    /// <summary>As sent; undefined when there was none.</summary>
    public JsonElement Id { get; }

    /// <summary>True when the id came as <c>req_id</c>, or did not come.</summary>
    public bool HasPlainId { get; }

    public bool HasId => Id.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null);

    /// <summary>Reads a message; null when it is not a JSON object with an operation.</summary>
    public static SocketRequest? Parse(ReadOnlySpan<byte> text)
    {
        try
        {
            Utf8JsonReader reader = new(text);
            JsonElement root = JsonElement.ParseValue(ref reader);
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("op", out JsonElement op)) return null;
            return op.ValueKind == JsonValueKind.String ? new SocketRequest(root, op.GetString()!) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The arguments as text, whatever their JSON type.</summary>
    public List<string> Arguments()
    {
        List<string> arguments = [];
        bool hasList = Root.TryGetProperty("args", out JsonElement args) && args.ValueKind == JsonValueKind.Array;
        if (!hasList) return arguments;
        foreach (JsonElement argument in args.EnumerateArray())
            arguments.Add(argument.ValueKind == JsonValueKind.String ? argument.GetString()! : argument.GetRawText());
        return arguments;
    }
}
