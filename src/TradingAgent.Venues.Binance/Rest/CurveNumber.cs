using System.Buffers.Binary;

namespace TradingAgent.Venues.Binance.Rest;

/// <summary>
/// A number modulo 2^255 - 19, in five limbs of 51 bits: the coordinates of Curve25519 (RFC 7748). No branch depends on
/// a value, so that time tells nothing of a key.
/// </summary>
internal readonly struct CurveNumber
{
    private const ulong Mask = (1UL << 51) - 1;
    private const int Bits = 51;

    private readonly ulong _0;
    private readonly ulong _1;
    private readonly ulong _2;
    private readonly ulong _3;
    private readonly ulong _4;

    private CurveNumber(ulong limb0, ulong limb1, ulong limb2, ulong limb3, ulong limb4)
    {
        _0 = limb0;
        _1 = limb1;
        _2 = limb2;
        _3 = limb3;
        _4 = limb4;
    }

    public static CurveNumber Zero => default;

    public static CurveNumber One { get; } = new(1, 0, 0, 0, 0);

    public static CurveNumber operator +(in CurveNumber a, in CurveNumber b) =>
        Carried(a._0 + b._0, a._1 + b._1, a._2 + b._2, a._3 + b._3, a._4 + b._4);

    /// <summary>Twice the modulus is added first, so that no limb goes below zero.</summary>
    public static CurveNumber operator -(in CurveNumber a, in CurveNumber b)
    {
        const ulong First = (Mask - 18) * 2;
        const ulong Rest = Mask * 2;
        return Carried(
            a._0 + First - b._0, a._1 + Rest - b._1, a._2 + Rest - b._2, a._3 + Rest - b._3, a._4 + Rest - b._4);
    }

    public static CurveNumber operator *(in CurveNumber a, in CurveNumber b)
    {
        ulong b1 = b._1 * 19, b2 = b._2 * 19, b3 = b._3 * 19, b4 = b._4 * 19;
        UInt128 r0 = Product(a._0, b._0) + Product(a._1, b4) + Product(a._2, b3) + Product(a._3, b2)
            + Product(a._4, b1);
        UInt128 r1 = Product(a._0, b._1) + Product(a._1, b._0) + Product(a._2, b4) + Product(a._3, b3)
            + Product(a._4, b2);
        UInt128 r2 = Product(a._0, b._2) + Product(a._1, b._1) + Product(a._2, b._0) + Product(a._3, b4)
            + Product(a._4, b3);
        UInt128 r3 = Product(a._0, b._3) + Product(a._1, b._2) + Product(a._2, b._1) + Product(a._3, b._0)
            + Product(a._4, b4);
        UInt128 r4 = Product(a._0, b._4) + Product(a._1, b._3) + Product(a._2, b._2) + Product(a._3, b._1)
            + Product(a._4, b._0);
        r1 += r0 >> Bits;
        r2 += r1 >> Bits;
        r3 += r2 >> Bits;
        r4 += r3 >> Bits;
        ulong top = (ulong)(r4 >> Bits);
        return Carried(
            ((ulong)r0 & Mask) + (top * 19), (ulong)r1 & Mask, (ulong)r2 & Mask, (ulong)r3 & Mask, (ulong)r4 & Mask);
    }

    /// <summary>Takes b where the mask is all ones, a where it is zero.</summary>
    public static CurveNumber Select(in CurveNumber a, in CurveNumber b, ulong mask) => new(
        a._0 ^ (mask & (a._0 ^ b._0)), a._1 ^ (mask & (a._1 ^ b._1)), a._2 ^ (mask & (a._2 ^ b._2)),
        a._3 ^ (mask & (a._3 ^ b._3)), a._4 ^ (mask & (a._4 ^ b._4)));

    /// <summary>Reads 32 bytes, least first; the topmost bit is left out.</summary>
    public static CurveNumber Read(ReadOnlySpan<byte> bytes)
    {
        ulong w0 = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        ulong w1 = BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]);
        ulong w2 = BinaryPrimitives.ReadUInt64LittleEndian(bytes[16..]);
        ulong w3 = BinaryPrimitives.ReadUInt64LittleEndian(bytes[24..]);
        return new CurveNumber(
            w0 & Mask, ((w0 >> 51) | (w1 << 13)) & Mask, ((w1 >> 38) | (w2 << 26)) & Mask,
            ((w2 >> 25) | (w3 << 39)) & Mask, (w3 >> 12) & Mask);
    }

    /// <summary>Writes 32 bytes, least first, fully reduced.</summary>
    public void Write(Span<byte> bytes)
    {
        CurveNumber whole = Carried(_0, _1, _2, _3, _4);
        // Whether the number is at or above the modulus shows when 19 is added to it.
        ulong q = (whole._0 + 19) >> Bits;
        q = (whole._1 + q) >> Bits;
        q = (whole._2 + q) >> Bits;
        q = (whole._3 + q) >> Bits;
        q = (whole._4 + q) >> Bits;
        ulong l0 = whole._0 + (19 * q);
        ulong l1 = whole._1 + (l0 >> Bits);
        ulong l2 = whole._2 + (l1 >> Bits);
        ulong l3 = whole._3 + (l2 >> Bits);
        ulong l4 = whole._4 + (l3 >> Bits);
        (l0, l1, l2, l3, l4) = (l0 & Mask, l1 & Mask, l2 & Mask, l3 & Mask, l4 & Mask);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, l0 | (l1 << 51));
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[8..], (l1 >> 13) | (l2 << 38));
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[16..], (l2 >> 26) | (l3 << 25));
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[24..], (l3 >> 39) | (l4 << 12));
    }

    /// <summary>The inverse, by Fermat: the power of the modulus less two.</summary>
    public CurveNumber Inverse()
    {
        CurveNumber result = One;
        // 2^255 - 21 has ones everywhere but at bits 2 and 4.
        for (int bit = 254; bit >= 0; bit--)
        {
            result *= result;
            if (bit is not (2 or 4)) result *= this;
        }
        return result;
    }

    private static UInt128 Product(ulong a, ulong b) => (UInt128)a * b;

    private static CurveNumber Carried(ulong l0, ulong l1, ulong l2, ulong l3, ulong l4)
    {
        l1 += l0 >> Bits;
        l2 += l1 >> Bits;
        l3 += l2 >> Bits;
        l4 += l3 >> Bits;
        ulong first = (l0 & Mask) + (19 * (l4 >> Bits));
        return new CurveNumber(
            first & Mask, (l1 & Mask) + (first >> Bits), l2 & Mask, l3 & Mask, l4 & Mask);
    }
}
