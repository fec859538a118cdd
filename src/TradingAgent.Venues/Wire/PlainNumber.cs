namespace TradingAgent.Venues.Wire;

/// <summary>
/// Reads plain decimals (a sign, digits, a point, digits) quickly. Anything else, and anything that would be rounded,
/// is declined, for the careful readers to judge; what is read is bit for bit what they read.
/// </summary>
internal static class PlainNumber
{
    private const int DigitsMax = 18;

    /// <summary>Whole numbers up to here are doubles exactly.</summary>
    private const ulong DoubleExactMax = 1UL << 53;

    private static readonly long[] Scales =
        [100_000_000, 10_000_000, 1_000_000, 100_000, 10_000, 1_000, 100, 10, 1];

    private static readonly double[] Powers =
        [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18];

    /// <summary>A number that is not negative, in units of 1e-8.</summary>
    public static bool TryFixed(ReadOnlySpan<byte> text, out long raw)
    {
        raw = 0;
        if (!TrySplit(text, out ulong digits, out int decimals) || decimals > FixedPoint.Decimals) return false;
        long scale = Scales[decimals];
        if (digits > (ulong)(long.MaxValue / scale)) return false;
        raw = (long)digits * scale;
        return true;
    }

    /// <summary>The nearest double: one division of two exact doubles rounds once.</summary>
    public static bool TryDouble(ReadOnlySpan<byte> text, out double value)
    {
        bool isNegative = text.Length > 0 && text[0] == (byte)'-';
        value = 0;
        if (!TrySplit(isNegative ? text[1..] : text, out ulong digits, out int decimals)) return false;
        if (digits > DoubleExactMax) return false;
        value = digits / Powers[decimals];
        if (isNegative) value = -value;
        return true;
    }

    /// <summary>A whole number without leading zeros.</summary>
    public static bool TryWhole(ReadOnlySpan<byte> text, out long value)
    {
        value = 0;
        if (text.Length is 0 or > DigitsMax || (text[0] == (byte)'0' && text.Length > 1)) return false;
        foreach (byte b in text)
        {
            uint digit = (uint)(b - '0');
            if (digit > 9) return false;
            value = (value * 10) + digit;
        }
        return true;
    }

    private static bool TrySplit(ReadOnlySpan<byte> text, out ulong digits, out int decimals)
    {
        digits = 0;
        decimals = 0;
        if (text.Length is 0 or > DigitsMax || text[0] == (byte)'.' || text[^1] == (byte)'.') return false;
        int point = -1;
        for (int i = 0; i < text.Length; i++)
        {
            uint digit = (uint)(text[i] - '0');
            if (digit <= 9)
            {
                digits = (digits * 10) + digit;
                continue;
            }
            if (text[i] != (byte)'.' || point >= 0) return false;
            point = i;
        }
        if (point >= 0) decimals = text.Length - 1 - point;
        return true;
    }
}
