namespace TradingAgent.Venues.Binance.Rest;

/// <summary>A point of the twisted Edwards curve of Ed25519, in extended coordinates (RFC 8032, 5.1.4).</summary>
internal readonly struct CurvePoint
{
    private static readonly CurveNumber TwiceD = Number(
        "59f1b226949bd6eb56b183829a14e00030d1f3eef2808e19e7fcdf56dcd90624");

    private static readonly CurvePoint Base = new(
        Number("1ad5258f602d56c9b2a7259560c72c695cdcd6fd31e2a4c0fe536ecdd3366921"),
        Number("5866666666666666666666666666666666666666666666666666666666666666"));

    private readonly CurveNumber _x;
    private readonly CurveNumber _y;
    private readonly CurveNumber _z;
    private readonly CurveNumber _t;

    private CurvePoint(in CurveNumber x, in CurveNumber y)
        : this(x, y, CurveNumber.One, x * y)
    {
    }

    private CurvePoint(in CurveNumber x, in CurveNumber y, in CurveNumber z, in CurveNumber t)
    {
        _x = x;
        _y = y;
        _z = z;
        _t = t;
    }

    /// <summary>The base point times a number of 32 bytes, least first; the same steps whatever the number.</summary>
    public static CurvePoint BaseTimes(ReadOnlySpan<byte> scalar)
    {
        var sum = new CurvePoint(CurveNumber.Zero, CurveNumber.One);
        for (int bit = 255; bit >= 0; bit--)
        {
            sum = Sum(sum, sum);
            CurvePoint more = Sum(sum, Base);
            sum = Select(sum, more, 0UL - (ulong)((scalar[bit >> 3] >> (bit & 7)) & 1));
        }
        return sum;
    }

    /// <summary>Writes the point's 32 bytes: y, and the lowest bit of x on top.</summary>
    public void Write(Span<byte> bytes)
    {
        CurveNumber inverse = _z.Inverse();
        Span<byte> x = stackalloc byte[32];
        (_x * inverse).Write(x);
        (_y * inverse).Write(bytes);
        bytes[31] |= (byte)((x[0] & 1) << 7);
    }

    private static CurvePoint Sum(in CurvePoint p, in CurvePoint q)
    {
        CurveNumber a = (p._y - p._x) * (q._y - q._x);
        CurveNumber b = (p._y + p._x) * (q._y + q._x);
        CurveNumber c = p._t * TwiceD * q._t;
        CurveNumber d = (p._z + p._z) * q._z;
        CurveNumber e = b - a;
        CurveNumber f = d - c;
        CurveNumber g = d + c;
        CurveNumber h = b + a;
        return new CurvePoint(e * f, g * h, f * g, e * h);
    }

    private static CurvePoint Select(in CurvePoint a, in CurvePoint b, ulong mask) => new(
        CurveNumber.Select(a._x, b._x, mask), CurveNumber.Select(a._y, b._y, mask),
        CurveNumber.Select(a._z, b._z, mask), CurveNumber.Select(a._t, b._t, mask));

    private static CurveNumber Number(string leastFirst) => CurveNumber.Read(Convert.FromHexString(leastFirst));
}
