using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;

namespace TradingAgent.ExchangeServer.Binance.Auth;

/// <summary>
/// Checks Ed25519 signatures (RFC 8032, section 5.1.7), which the base class library has none of. Points are in
/// extended coordinates; nothing here is secret, so nothing need be constant in time.
/// </summary>
internal static class Ed25519
{
    private const int Length = 32;

    private static readonly BigInteger P = (BigInteger.One << 255) - 19;
    private static readonly BigInteger L =
        (BigInteger.One << 252)
        + BigInteger.Parse("27742317777372353535851937790883648493", CultureInfo.InvariantCulture);
    private static readonly BigInteger D = Mod(-121665 * Invert(121666));
    private static readonly BigInteger RootOfMinusOne = BigInteger.ModPow(2, (P - 1) / 4, P);
    private static readonly Point Base = Decode(BaseText(), out _);

    /// <summary>Reads a key: PEM, or Base64 of the DER form or of the 32 bytes; null when it is none.</summary>
    public static byte[]? ReadKey(string text)
    {
        string body = string.Concat(text.Split('\n').Where(line => !line.StartsWith('-'))).Trim();
        byte[] bytes = new byte[body.Length];
        if (!Convert.TryFromBase64String(body, bytes, out int written) || written < Length) return null;
        return bytes[(written - Length)..written];
    }

    public static bool IsValid(ReadOnlySpan<byte> key, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        if (key.Length != Length || signature.Length != Length * 2) return false;
        Point publicPoint = Decode(key, out bool isKey);
        Point commitment = Decode(signature[..Length], out bool isPoint);
        BigInteger response = Number(signature[Length..]);
        if (!isKey || !isPoint || response >= L) return false;
        byte[] hashed = [.. signature[..Length], .. key, .. message];
        BigInteger challenge = Number(SHA512.HashData(hashed)) % L;
        return Same(Multiply(Base, response), Add(commitment, Multiply(publicPoint, challenge)));
    }

    private static byte[] BaseText()
    {
        byte[] text = new byte[Length];
        text.AsSpan().Fill(0x66);
        text[0] = 0x58;
        return text;
    }

    private static BigInteger Number(ReadOnlySpan<byte> littleEndian) => new(littleEndian, isUnsigned: true);

    private static BigInteger Mod(BigInteger value)
    {
        BigInteger rest = value % P;
        return rest.Sign < 0 ? rest + P : rest;
    }

    private static BigInteger Invert(BigInteger value) => BigInteger.ModPow(Mod(value), P - 2, P);

    private static Point Decode(ReadOnlySpan<byte> text, out bool isPoint)
    {
        BigInteger y = Number(text) & ((BigInteger.One << 255) - 1);
        bool isOdd = (text[^1] & 0x80) != 0;
        BigInteger square = Mod((y * y) - 1) * Invert((D * y * y) + 1) % P;
        BigInteger x = BigInteger.ModPow(square, (P + 3) / 8, P);
        if (Mod(x * x) != square) x = Mod(x * RootOfMinusOne);
        isPoint = y < P && Mod(x * x) == square && !(x.IsZero && isOdd);
        if (!x.IsEven != isOdd) x = P - x;
        return new Point(x, y, BigInteger.One, Mod(x * y));
    }

    private static Point Add(in Point left, in Point right)
    {
        BigInteger a = Mod((left.Y - left.X) * (right.Y - right.X));
        BigInteger b = Mod((left.Y + left.X) * (right.Y + right.X));
        BigInteger c = Mod(2 * left.T * right.T * D);
        BigInteger d = Mod(2 * left.Z * right.Z);
        BigInteger e = b - a;
        BigInteger f = d - c;
        BigInteger g = d + c;
        BigInteger h = b + a;
        return new Point(Mod(e * f), Mod(g * h), Mod(f * g), Mod(e * h));
    }

    private static Point Multiply(Point point, BigInteger times)
    {
        Point sum = new(BigInteger.Zero, BigInteger.One, BigInteger.One, BigInteger.Zero);
        for (; !times.IsZero; times >>= 1)
        {
            if (!times.IsEven) sum = Add(sum, point);
            point = Add(point, point);
        }
        return sum;
    }

    private static bool Same(in Point left, in Point right) =>
        Mod((left.X * right.Z) - (right.X * left.Z)).IsZero && Mod((left.Y * right.Z) - (right.Y * left.Z)).IsZero;

    private readonly record struct Point(BigInteger X, BigInteger Y, BigInteger Z, BigInteger T);
}
