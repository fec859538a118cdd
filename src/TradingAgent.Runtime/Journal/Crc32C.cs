using System.Numerics;

namespace TradingAgent.Runtime.Journal;

/// <summary>
/// CRC-32C (Castagnoli, RFC 3720 appendix B.4), on the processor's own instruction where it has one.
/// </summary>
public static class Crc32C
{
    /// <summary>The checksum of the bytes.</summary>
    public static uint Of(ReadOnlySpan<byte> bytes) => ~Extend(uint.MaxValue, bytes);

    /// <summary>The checksum of two pieces, one after the other.</summary>
    public static uint Of(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second) =>
        ~Extend(Extend(uint.MaxValue, first), second);

    private static uint Extend(uint state, ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<ulong> words = MemoryMarshal.Cast<byte, ulong>(bytes);
        foreach (ulong word in words) state = BitOperations.Crc32C(state, word);
        foreach (byte rest in bytes[(words.Length * sizeof(ulong))..]) state = BitOperations.Crc32C(state, rest);
        return state;
    }
}
