using System.Text;

namespace TradingAgent.Venues.Wire;

/// <summary>A key or secret that does not show itself: printing, logging or serialising it gives «***».</summary>
public sealed class ApiSecret
{
    private readonly byte[] _bytes;

    public ApiSecret(string text) => _bytes = Encoding.UTF8.GetBytes(text.Trim());

    /// <summary>No secret: public data only.</summary>
    public static ApiSecret None { get; } = new("");

    public bool IsEmpty => _bytes.Length == 0;

    /// <summary>The secret itself, for signing and for the request headers.</summary>
    public ReadOnlySpan<byte> Reveal() => _bytes;

    /// <summary>Replaces every occurrence of the secret in a text that may be logged.</summary>
    public string Scrub(string text) =>
        IsEmpty ? text : text.Replace(Encoding.UTF8.GetString(_bytes), "***", StringComparison.Ordinal);

    public override string ToString() => "***";
}
