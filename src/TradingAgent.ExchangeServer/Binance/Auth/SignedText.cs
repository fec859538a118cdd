using System.Text;
using System.Text.Json;

namespace TradingAgent.ExchangeServer.Binance.Auth;

/// <summary>What the venue's clients sign, and where they put the signature.</summary>
internal static class SignedText
{
    /// <summary>
    /// A REST request: the raw query, then at once the raw body, without the signature, which may stand in either.
    /// </summary>
    public static string Rest(string query, string body, out string? signature)
    {
        string head = Strip(query, out string? fromQuery);
        string tail = Strip(body, out string? fromBody);
        signature = fromQuery ?? fromBody;
        return head + tail;
    }

    /// <summary>A websocket request: all parameters but the signature, sorted by name, nothing escaped.</summary>
    public static string Socket(JsonElement parameters)
    {
        SortedDictionary<string, string> sorted = new(StringComparer.Ordinal);
        foreach (JsonProperty field in parameters.EnumerateObject())
            if (field.Name != "signature") sorted[field.Name] = TextOf(field.Value);
        return string.Join('&', sorted.Select(field => field.Key + "=" + field.Value));
    }

    private static string TextOf(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();

    private static string Strip(string text, out string? signature)
    {
        signature = null;
        if (!text.Contains("signature=", StringComparison.Ordinal)) return text;
        StringBuilder rest = new(text.Length);
        foreach (string pair in text.Split('&'))
        {
            if (pair.StartsWith("signature=", StringComparison.Ordinal))
            {
                signature = Uri.UnescapeDataString(pair["signature=".Length..]);
                continue;
            }
            if (rest.Length > 0) rest.Append('&');
            rest.Append(pair);
        }
        return rest.ToString();
    }
}
