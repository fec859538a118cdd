using System.Text.Json;

namespace TradingAgent.Venues.Wire;

/// <summary>Small readings that every decoder of every venue needs.</summary>
internal static class VenueFrames
{
    /// <summary>True for what a decoder throws on bytes that are not a frame: the frame's fault, never ours.</summary>
    public static bool IsBadFrame(Exception e) =>
        e is JsonException or BadFrameException or InvalidOperationException or OverflowException
            or KeyNotFoundException or FormatException;

    /// <summary>A price that may be absent (empty or "0"); negative or unreadable ones are refused.</summary>
    public static long PriceOrZero(ref Utf8JsonReader reader)
    {
        if (Utf8Fields.TryRounded(ref reader, out long raw) && raw >= 0) return raw;
        if (IsEmpty(ref reader)) return 0;
        throw new BadFrameException("a price is negative or not a number");
    }

    /// <summary>A size that may be absent; negative or unreadable ones are refused.</summary>
    public static long SizeOrZero(ref Utf8JsonReader reader)
    {
        if (Utf8Fields.TryFixed(ref reader, out long raw) && raw >= 0) return raw;
        if (IsEmpty(ref reader)) return 0;
        throw new BadFrameException("a size is negative or not a number");
    }

    /// <summary>A book price or size: must be there, exact and not negative.</summary>
    public static long Level(ref Utf8JsonReader reader)
    {
        if (Utf8Fields.TryFixed(ref reader, out long raw) && raw >= 0) return raw;
        throw new BadFrameException("a book level is negative or not a number");
    }

    /// <summary>A signed amount, rounded to 1e-8; zero when absent.</summary>
    public static long AmountOrZero(ref Utf8JsonReader reader)
    {
        if (Utf8Fields.TryRounded(ref reader, out long raw)) return raw;
        if (IsEmpty(ref reader)) return 0;
        throw new BadFrameException("an amount is not a number");
    }

    /// <summary>A sequence: a number or its text; zero when absent or below one.</summary>
    public static long SequenceOrZero(ref Utf8JsonReader reader) =>
        Utf8Fields.TryInt64(ref reader, out long value) && value > 0 ? value : 0;

    /// <summary>A string or number token without content, or null.</summary>
    public static bool IsEmpty(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.Null
        || (reader.TokenType == JsonTokenType.String && reader.ValueSpan.Length == 0);

    /// <summary>Steps to the value of the property just read.</summary>
    public static void ToValue(ref Utf8JsonReader reader)
    {
        if (!reader.Read()) throw new BadFrameException("the frame ends after a property name");
    }

    public static void Expect(ref Utf8JsonReader reader, JsonTokenType token)
    {
        if (reader.TokenType != token) throw new BadFrameException($"expected {token}, found {reader.TokenType}");
    }
}
