using System.Text.Json;

namespace TradingAgent.ExchangeServer.Json;

/// <summary>
/// Numbers as the venue writes them: decimals and milliseconds are JSON strings, without exponent, with at least the
/// decimals asked for.
/// </summary>
internal static class JsonText
{
    private const int LengthMax = 48;

    /// <summary>
    /// A scaled number with at least <paramref name="decimals"/> decimals (0 to 8), more when it needs them.
    /// </summary>
    public static int Format(long raw, int decimals, Span<byte> destination)
    {
        if (!FixedPoint.TryFormat(raw, destination, out int written)) return 0;
        int point = destination[..written].IndexOf((byte)'.');
        int have = point < 0 ? 0 : written - point - 1;
        if (have >= decimals) return written;
        if (point < 0) destination[written++] = (byte)'.';
        for (; have < decimals; have++) destination[written++] = (byte)'0';
        return written;
    }

    public static void Decimal(this Utf8JsonWriter json, ReadOnlySpan<byte> name, long raw, int decimals)
    {
        json.WritePropertyName(name);
        json.DecimalValue(raw, decimals);
    }

    public static void DecimalValue(this Utf8JsonWriter json, long raw, int decimals)
    {
        Span<byte> text = stackalloc byte[LengthMax];
        json.WriteStringValue(text[..Format(raw, decimals, text)]);
    }

    /// <summary>A price, or "" when there is none.</summary>
    public static void PriceOrEmpty(this Utf8JsonWriter json, ReadOnlySpan<byte> name, Price price, int decimals)
    {
        if (price.IsZero) json.WriteString(name, ""u8);
        else json.Decimal(name, price.Raw, decimals);
    }

    /// <summary>An exact decimal without trailing zeros.</summary>
    public static void Decimal(this Utf8JsonWriter json, ReadOnlySpan<byte> name, decimal value)
    {
        Span<byte> text = stackalloc byte[LengthMax];
        if (!value.TryFormat(text, out int written, "0.############################", null)) written = 0;
        json.WriteString(name, text[..written]);
    }

    /// <summary>
    /// A computed figure rounded to <paramref name="decimals"/> decimals; not a number is written as "".
    /// </summary>
    public static void Figure(this Utf8JsonWriter json, ReadOnlySpan<byte> name, double value, int decimals)
    {
        Span<byte> text = stackalloc byte[LengthMax];
        json.WriteString(name, text[..FormatFigure(value, decimals, text)]);
    }

    /// <summary>A computed figure with exactly the decimals; what cannot be said is written as zero.</summary>
    public static void Padded(this Utf8JsonWriter json, ReadOnlySpan<byte> name, double value, int decimals)
    {
        json.WritePropertyName(name);
        json.PaddedValue(value, decimals);
    }

    public static void PaddedValue(this Utf8JsonWriter json, double value, int decimals)
    {
        Span<byte> text = stackalloc byte[LengthMax];
        bool canBeSaid = double.IsFinite(value) && Math.Abs(value) < 1e18;
        decimal rounded = canBeSaid ? decimal.Round((decimal)value, decimals, MidpointRounding.ToEven) : 0;
        ReadOnlySpan<char> format = "0.00000000".AsSpan(0, decimals == 0 ? 1 : decimals + 2);
        if (!rounded.TryFormat(text, out int written, format, null)) written = 0;
        json.WriteStringValue(text[..written]);
    }

    /// <summary>The shortest text of a figure rounded to the decimals, or nothing when it is not finite.</summary>
    public static int FormatFigure(double value, int decimals, Span<byte> destination)
    {
        if (!double.IsFinite(value) || Math.Abs(value) > 1e18) return 0;
        decimal rounded = decimal.Round((decimal)value, decimals, MidpointRounding.ToEven);
        return rounded.TryFormat(destination, out int written, "0.##########", null) ? written : 0;
    }

    /// <summary>Milliseconds as a string.</summary>
    public static void Moment(this Utf8JsonWriter json, ReadOnlySpan<byte> name, Timestamp moment) =>
        json.WholeText(name, moment.Milliseconds);

    /// <summary>A whole number as a string.</summary>
    public static void WholeText(this Utf8JsonWriter json, ReadOnlySpan<byte> name, long value)
    {
        Span<byte> text = stackalloc byte[LengthMax];
        value.TryFormat(text, out int written);
        json.WriteString(name, text[..written]);
    }

    /// <summary>Decimals that a step such as 0.05 needs (2).</summary>
    public static int DecimalsOf(long stepRaw)
    {
        int decimals = FixedPoint.Decimals;
        while (decimals > 0 && stepRaw % 10 == 0 && stepRaw != 0)
        {
            stepRaw /= 10;
            decimals--;
        }
        return stepRaw == 0 ? 0 : decimals;
    }
}
