using TradingAgent.Domain.Orders;

namespace TradingAgent.Domain.Numbers;

/// <summary>A signed position or change of position in the instrument's own unit: long is positive.</summary>
/// <param name="Raw">The value in units of 1e-8.</param>
public readonly record struct NetQuantity(long Raw) : IComparable<NetQuantity>
{
    /// <summary>Nothing: zero units.</summary>
    public static readonly NetQuantity Zero;

    /// <summary>True when there is nothing.</summary>
    public bool IsZero => Raw == 0;

    /// <summary>Reads exact decimal text.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out NetQuantity value)
    {
        bool ok = FixedPoint.TryParse(text, out long raw);
        value = new NetQuantity(ok ? raw : 0);
        return ok;
    }

    /// <summary>From a decimal constant, rounded half to even at 1e-8; for setup and tests.</summary>
    public static NetQuantity From(decimal value) => new(FixedPoint.FromDecimal(value));

    public static NetQuantity operator +(NetQuantity left, NetQuantity right) => new(checked(left.Raw + right.Raw));

    public static NetQuantity operator -(NetQuantity left, NetQuantity right) => new(checked(left.Raw - right.Raw));

    public static NetQuantity operator -(NetQuantity value) => new(checked(-value.Raw));

    /// <summary>A quantity with the sign of its side.</summary>
    public static NetQuantity Of(Side side, Quantity quantity) =>
        new(side == Side.Buy ? quantity.Raw : checked(-quantity.Raw));

    /// <summary>The size without its sign.</summary>
    public Quantity Magnitude => new(Math.Abs(Raw));

    public static bool operator <(NetQuantity left, NetQuantity right) => left.Raw < right.Raw;

    public static bool operator >(NetQuantity left, NetQuantity right) => left.Raw > right.Raw;

    public static bool operator <=(NetQuantity left, NetQuantity right) => left.Raw <= right.Raw;

    public static bool operator >=(NetQuantity left, NetQuantity right) => left.Raw >= right.Raw;

    /// <summary>The nearest double.</summary>
    public double ToDouble() => FixedPoint.ToDouble(Raw);

    /// <summary>The exact decimal.</summary>
    public decimal ToDecimal() => FixedPoint.ToDecimal(Raw);

    public int CompareTo(NetQuantity other) => Raw.CompareTo(other.Raw);

    public override string ToString() => FixedPoint.ToText(Raw);
}
