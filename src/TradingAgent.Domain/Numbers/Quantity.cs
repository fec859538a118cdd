namespace TradingAgent.Domain.Numbers;

/// <summary>
/// An order or trade size without a side, in the instrument's own unit (coins, or USD for inverse contracts).
/// </summary>
/// <param name="Raw">The value in units of 1e-8.</param>
public readonly record struct Quantity(long Raw) : IComparable<Quantity>
{
    /// <summary>Nothing: zero units.</summary>
    public static readonly Quantity Zero;

    /// <summary>True when there is nothing.</summary>
    public bool IsZero => Raw == 0;

    /// <summary>Reads exact decimal text.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out Quantity value)
    {
        bool ok = FixedPoint.TryParse(text, out long raw) && raw >= 0;
        value = new Quantity(ok ? raw : 0);
        return ok;
    }

    /// <summary>From a decimal constant, rounded half to even at 1e-8; for setup and tests.</summary>
    public static Quantity From(decimal value) => new(FixedPoint.FromDecimal(value));

    public static Quantity operator +(Quantity left, Quantity right) => new(checked(left.Raw + right.Raw));

    public static Quantity operator -(Quantity left, Quantity right) => new(checked(left.Raw - right.Raw));

    public static bool operator <(Quantity left, Quantity right) => left.Raw < right.Raw;

    public static bool operator >(Quantity left, Quantity right) => left.Raw > right.Raw;

    public static bool operator <=(Quantity left, Quantity right) => left.Raw <= right.Raw;

    public static bool operator >=(Quantity left, Quantity right) => left.Raw >= right.Raw;

    /// <summary>The nearest double.</summary>
    public double ToDouble() => FixedPoint.ToDouble(Raw);

    /// <summary>The exact decimal.</summary>
    public decimal ToDecimal() => FixedPoint.ToDecimal(Raw);

    public int CompareTo(Quantity other) => Raw.CompareTo(other.Raw);

    public override string ToString() => FixedPoint.ToText(Raw);
}
