using System.Buffers.Text;

namespace TradingAgent.Venues.Wire;

/// <summary>
/// Reads the text of a field, whichever reader found it: plain decimals quickly, any other shape (an exponent, more
/// decimals than we keep) with care. What is no number at all spoils its frame.
/// </summary>
internal static class FieldText
{
    private const decimal Largest = 90_000_000_000m;

    /// <summary>A price or size in units of 1e-8, rounded; 0 when empty.</summary>
    /// <exception cref="BadFrameException">It is negative or not a number.</exception>
    public static long Positive(ReadOnlySpan<byte> text)
    {
        if (PlainNumber.TryFixed(text, out long raw)) return raw;
        raw = Amount(text);
        return raw >= 0 ? raw : throw new BadFrameException("a price or size is negative");
    }

    /// <summary>A signed amount in units of 1e-8, rounded; 0 when empty or null.</summary>
    /// <exception cref="BadFrameException">It is not a number.</exception>
    public static long Amount(ReadOnlySpan<byte> text)
    {
        if (FixedPoint.TryParse(text, out long raw)) return raw;
        if (IsAbsent(text)) return 0;
        // Digits beyond those we keep are cut off first: a tiny number may have more than a decimal can hold.
        if (Utf8Parser.TryParse(text, out decimal value, out int used) && used == text.Length
            && Math.Abs(value) <= Largest) return FixedPoint.FromDecimal(value);
        if (Utf8Parser.TryParse(text, out double close, out used) && used == text.Length
            && Math.Abs(close) < 1e-8) return 0;
        throw new BadFrameException("an amount is not a number");
    }

    /// <summary>A finite double; NaN when empty or null.</summary>
    /// <exception cref="BadFrameException">It is not a number.</exception>
    public static double Number(ReadOnlySpan<byte> text)
    {
        if (PlainNumber.TryDouble(text, out double value)) return value;
        if (IsAbsent(text)) return double.NaN;
        if (Utf8Parser.TryParse(text, out value, out int used) && used == text.Length && double.IsFinite(value))
            return value;
        throw new BadFrameException("a value is not a number");
    }

    /// <summary>A whole number that is not negative; 0 for anything else.</summary>
    public static long Whole(ReadOnlySpan<byte> text) =>
        PlainNumber.TryWhole(text, out long value)
        || (Utf8Parser.TryParse(text, out value, out int used) && used == text.Length && value > 0) ? value : 0;

    /// <summary>Unix milliseconds; none for anything else.</summary>
    public static Timestamp Moment(ReadOnlySpan<byte> text) =>
        Whole(text) is var ms and > 0 and < 9_000_000_000_000 ? Timestamp.FromMilliseconds(ms) : Timestamp.None;

    private static bool IsAbsent(ReadOnlySpan<byte> text) => text.Length == 0 || text.SequenceEqual("null"u8);
}
