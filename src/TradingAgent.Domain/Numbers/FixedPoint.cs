namespace TradingAgent.Domain.Numbers;

/// <summary>
/// Decimal text to and from a <c>long</c> in units of 1e-8, without allocation, culture or rounding.
/// A number that does not fit exactly (more than eight decimals that matter, or out of range) is refused.
/// </summary>
public static class FixedPoint
{
    /// <summary>Units per 1: one hundred million.</summary>
    public const long Scale = 100_000_000;

    /// <summary>Decimals kept.</summary>
    public const int Decimals = 8;

    /// <summary>The longest text <see cref="TryFormat"/> writes.</summary>
    public const int TextLengthMax = 21;

    /// <summary>Reads an optional sign, digits, an optional fraction and an optional exponent (<c>0E-8</c>).</summary>
    /// <returns>False, and zero, for empty or malformed text or a value that does not fit exactly.</returns>
    public static bool TryParse(ReadOnlySpan<byte> text, out long raw)
    {
        raw = 0;
        if (!TrySplit(text, out bool negative, out ulong digits, out int exponent)) return false;
        int shift = exponent + Decimals;
        if (digits == 0) return true;
        while (shift < 0)
        {
            if (digits % 10 != 0) return false;
            digits /= 10;
            shift++;
        }
        while (shift > 0)
        {
            if (digits > ulong.MaxValue / 10) return false;
            digits *= 10;
            shift--;
        }
        if (digits > long.MaxValue) return false;
        raw = negative ? -(long)digits : (long)digits;
        return true;
    }

    /// <summary>Writes the shortest exact decimal: no exponent, no trailing zeros after the point.</summary>
    public static bool TryFormat(long raw, Span<byte> destination, out int written)
    {
        written = 0;
        ulong magnitude = raw < 0 ? (ulong)(-(raw + 1)) + 1 : (ulong)raw;
        ulong whole = magnitude / Scale;
        ulong fraction = magnitude % Scale;
        Span<byte> text = stackalloc byte[TextLengthMax + 1];
        int at = text.Length;
        if (fraction != 0)
        {
            int decimals = Decimals;
            while (fraction % 10 == 0)
            {
                fraction /= 10;
                decimals--;
            }
            for (; decimals > 0; decimals--, fraction /= 10) text[--at] = (byte)('0' + (fraction % 10));
            text[--at] = (byte)'.';
        }
        do
        {
            text[--at] = (byte)('0' + (whole % 10));
            whole /= 10;
        }
        while (whole != 0);
        if (raw < 0) text[--at] = (byte)'-';
        ReadOnlySpan<byte> result = text[at..];
        if (!result.TryCopyTo(destination)) return false;
        written = result.Length;
        return true;
    }

    /// <summary>The same text as <see cref="TryFormat"/>, for logs and errors (allocates).</summary>
    public static string ToText(long raw)
    {
        Span<byte> text = stackalloc byte[TextLengthMax + 1];
        TryFormat(raw, text, out int written);
        return System.Text.Encoding.ASCII.GetString(text[..written]);
    }

    /// <summary>The value as an exact <c>decimal</c>.</summary>
    public static decimal ToDecimal(long raw)
    {
        bool negative = raw < 0;
        ulong magnitude = negative ? (ulong)(-(raw + 1)) + 1 : (ulong)raw;
        return new decimal(magnitude.AsSigned(), (magnitude >> 32).AsSigned(), 0, negative, Decimals);
    }

    /// <summary>The units of a decimal, rounded half to even at the eighth decimal.</summary>
    /// <exception cref="OverflowException">The value is outside ±92 billion.</exception>
    public static long FromDecimal(decimal value) =>
        decimal.ToInt64(decimal.Round(value * Scale, 0, MidpointRounding.ToEven));

    /// <summary>The nearest double; exact to the last bit for magnitudes below 90 million.</summary>
    public static double ToDouble(long raw) => raw / (double)Scale;

    /// <summary>Product of two scaled numbers as an exact decimal where 28 digits hold it.</summary>
    public static decimal Multiply(long leftRaw, long rightRaw)
    {
        Int128 product = (Int128)leftRaw * rightRaw;
        UInt128 magnitude = (UInt128)Int128.Abs(product);
        if (magnitude < (UInt128.One << 96))
        {
            ulong low = unchecked((ulong)magnitude);
            ulong high = (ulong)(magnitude >> 64);
            return new decimal(low.AsSigned(), (low >> 32).AsSigned(), high.AsSigned(), product < 0, 16);
        }
        return ToDecimal(leftRaw) * ToDecimal(rightRaw);
    }

    private static bool TrySplit(
        ReadOnlySpan<byte> text, out bool negative, out ulong digits, out int exponent)
    {
        negative = false;
        digits = 0;
        exponent = 0;
        int at = 0;
        if (at < text.Length && (text[at] == '-' || text[at] == '+')) negative = text[at++] == '-';
        int seen = 0;
        bool inFraction = false;
        for (; at < text.Length; at++)
        {
            byte c = text[at];
            if (c == '.' && !inFraction)
            {
                inFraction = true;
                continue;
            }
            uint digit = DigitOf(c);
            if (digit > 9) break;
            seen++;
            if (inFraction && digit == 0 && IsZeroTail(text[at..])) continue;
            if (digits > (ulong.MaxValue - 9) / 10) return false;
            digits = (digits * 10) + digit;
            if (inFraction) exponent--;
        }
        if (seen == 0) return false;
        return at == text.Length || TryExponent(text[at..], ref exponent);
    }

    private static bool IsZeroTail(ReadOnlySpan<byte> text)
    {
        foreach (byte c in text)
        {
            if (c == 'e' || c == 'E') return true;
            if (c != '0') return false;
        }
        return true;
    }

    private static bool TryExponent(ReadOnlySpan<byte> text, ref int exponent)
    {
        if (text.Length < 2 || (text[0] != 'e' && text[0] != 'E')) return false;
        int at = 1;
        bool negative = text[at] == '-';
        if (negative || text[at] == '+') at++;
        if (at == text.Length || text.Length - at > 3) return false;
        int value = 0;
        for (; at < text.Length; at++)
        {
            uint digit = DigitOf(text[at]);
            if (digit > 9) return false;
            value = (value * 10) + (int)digit;
        }
        exponent += negative ? -value : value;
        return true;
    }

    /// <summary>Its value, or more than 9 for a byte that is no digit: nothing a venue sends overflows.</summary>
    private static uint DigitOf(byte character) => unchecked((uint)(character - '0'));

    private static int AsSigned(this ulong value) => unchecked((int)(uint)value);
}
