namespace TradingAgent.Domain.Numbers;

/// <summary>A price in the quote currency of its instrument (for an inverse contract still USD per coin).</summary>
/// <param name="Raw">The value in units of 1e-8.</param>
public readonly record struct Price(long Raw) : IComparable<Price>
{
    /// <summary>Nothing: zero units.</summary>
    public static readonly Price Zero;

    /// <summary>True when there is nothing.</summary>
    public bool IsZero => Raw == 0;

    /// <summary>Reads exact decimal text.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out Price value)
    {
        bool ok = FixedPoint.TryParse(text, out long raw);
        value = new Price(ok ? raw : 0);
        return ok;
    }

    /// <summary>From a decimal constant, rounded half to even at 1e-8; for setup and tests.</summary>
    public static Price From(decimal value) => new(FixedPoint.FromDecimal(value));

    public static Price operator +(Price left, Price right) => new(checked(left.Raw + right.Raw));

    public static Price operator -(Price left, Price right) => new(checked(left.Raw - right.Raw));

    public static bool operator <(Price left, Price right) => left.Raw < right.Raw;

    public static bool operator >(Price left, Price right) => left.Raw > right.Raw;

    public static bool operator <=(Price left, Price right) => left.Raw <= right.Raw;

    public static bool operator >=(Price left, Price right) => left.Raw >= right.Raw;

    /// <summary>The nearest double.</summary>
    public double ToDouble() => FixedPoint.ToDouble(Raw);

    /// <summary>The exact decimal.</summary>
    public decimal ToDecimal() => FixedPoint.ToDecimal(Raw);

    public int CompareTo(Price other) => Raw.CompareTo(other.Raw);

    public override string ToString() => FixedPoint.ToText(Raw);
}
