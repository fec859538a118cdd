namespace TradingAgent.ExchangeServer.Bybit.Rows;

/// <summary>
/// The exchange's running numbers as the UUIDs that the venue would show: both halves are the number times an odd
/// constant, so that the same number always gives the same text and a text that we never gave is recognised.
/// </summary>
internal static class VenueUuid
{
    public const int Order = 1;
    public const int Execution = 2;
    public const int Trade = 3;

    private const ulong HighFactor = 0x9e3779b97f4a7c15UL;
    private const ulong LowFactor = 0xc2b2ae3d27d4eb4fUL;
    private static readonly ulong HighInverse = InverseOf(HighFactor);

    public static Guid Of(int kind, long id)
    {
        unchecked
        {
            ulong number = (ulong)id;
            return new Guid(
                (uint)(number * HighFactor >> 32), (ushort)(number * HighFactor >> 16), (ushort)(number * HighFactor),
                Part(Low(kind, number), 7), Part(Low(kind, number), 6), Part(Low(kind, number), 5),
                Part(Low(kind, number), 4), Part(Low(kind, number), 3), Part(Low(kind, number), 2),
                Part(Low(kind, number), 1), Part(Low(kind, number), 0));
        }
    }

    /// <summary>The number behind a text of the kind; false for any other text.</summary>
    public static bool TryParse(int kind, string? text, out long id)
    {
        id = 0;
        if (!Guid.TryParse(text, out Guid guid)) return false;
        Span<byte> bytes = stackalloc byte[16];
        guid.TryWriteBytes(bytes, bigEndian: true, out _);
        ulong number = unchecked(System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(bytes) * HighInverse);
        id = unchecked((long)number);
        return id > 0 && Of(kind, id) == guid;
    }

    private static ulong Low(int kind, ulong number) => unchecked((number + ((ulong)kind << 56)) * LowFactor);

    private static byte Part(ulong value, int index) => unchecked((byte)(value >> (index * 8)));

    /// <summary>The inverse of an odd number modulo 2^64, by Newton's iteration.</summary>
    private static ulong InverseOf(ulong odd)
    {
        unchecked
        {
            ulong inverse = odd;
            for (int i = 0; i < 6; i++) inverse *= 2 - (odd * inverse);
            return inverse;
        }
    }
}
