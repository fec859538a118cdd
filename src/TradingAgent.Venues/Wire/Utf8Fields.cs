using System.Buffers.Text;
using System.Text.Json;

namespace TradingAgent.Venues.Wire;

/// <summary>
/// Reads the value of a JSON field that venues write as a string or as a number, without allocation. An empty string
/// or null means «no value» and gives false; so does anything that does not fit.
/// </summary>
public static class Utf8Fields
{
    /// <summary>Decimal text to units of 1e-8, exactly.</summary>
    public static bool TryFixed(ref Utf8JsonReader reader, out long raw)
    {
        if (reader.TokenType is JsonTokenType.String or JsonTokenType.Number)
            return FixedPoint.TryParse(reader.ValueSpan, out raw);
        raw = 0;
        return false;
    }

    /// <summary>
    /// Decimal text to units of 1e-8, rounded: for marks, averages and balances, which are not on a grid.
    /// </summary>
    public static bool TryRounded(ref Utf8JsonReader reader, out long raw)
    {
        if (TryFixed(ref reader, out raw)) return true;
        if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.Number)) return false;
        ReadOnlySpan<byte> text = reader.ValueSpan;
        if (text.Length == 0 || !Utf8Parser.TryParse(text, out decimal value, out int used) || used != text.Length)
            return false;
        if (Math.Abs(value) > 90_000_000_000m) return false;
        raw = FixedPoint.FromDecimal(value);
        return true;
    }

    /// <summary>A finite double.</summary>
    public static bool TryDouble(ref Utf8JsonReader reader, out double value)
    {
        if (reader.TokenType is JsonTokenType.String or JsonTokenType.Number)
        {
            ReadOnlySpan<byte> text = reader.ValueSpan;
            if (Utf8Parser.TryParse(text, out value, out int used) && used == text.Length && double.IsFinite(value))
                return true;
        }
        value = 0;
        return false;
    }

    /// <summary>A whole number.</summary>
    public static bool TryInt64(ref Utf8JsonReader reader, out long value)
    {
        if (reader.TokenType is JsonTokenType.String or JsonTokenType.Number)
        {
            ReadOnlySpan<byte> text = reader.ValueSpan;
            if (Utf8Parser.TryParse(text, out value, out int used) && used == text.Length) return true;
        }
        value = 0;
        return false;
    }

    /// <summary>Unix milliseconds; zero means «no value» too.</summary>
    public static bool TryMilliseconds(ref Utf8JsonReader reader, out Timestamp moment)
    {
        bool ok = TryInt64(ref reader, out long value) && value is > 0 and < 9_000_000_000_000;
        moment = ok ? Timestamp.FromMilliseconds(value) : Timestamp.None;
        return ok;
    }

    /// <summary>The bytes of a string; empty for anything else.</summary>
    public static ReadOnlySpan<byte> Text(scoped ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String ? reader.ValueSpan : default;
}
