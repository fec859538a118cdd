using System.Numerics;
using System.Runtime.InteropServices;

namespace TradingAgent.Engine.Kernel;

/// <summary>
/// A 64-bit hash of bytes: four independent multiply-rotate lanes over 32-byte blocks, then a finisher. Not
/// cryptographic: it tells two states apart that differ by accident.
/// </summary>
public static class StateHasher
{
    private const ulong PrimeA = 0x9E3779B185EBCA87UL;
    private const ulong PrimeB = 0xC2B2AE3D27D4EB4FUL;
    private const ulong PrimeC = 0x165667B19E3779F9UL;

    /// <summary>Hash of <paramref name="bytes"/>, starting from <paramref name="seed"/>.</summary>
    public static ulong Hash(ReadOnlySpan<byte> bytes, ulong seed)
    {
        unchecked
        {
            ulong a = seed + PrimeA, b = seed ^ PrimeB, c = seed + PrimeC, d = seed ^ PrimeA;
            ReadOnlySpan<ulong> words = MemoryMarshal.Cast<byte, ulong>(bytes);
            int at = 0;
            for (; at + 4 <= words.Length; at += 4)
            {
                a = BitOperations.RotateLeft(a + (words[at] * PrimeB), 31) * PrimeA;
                b = BitOperations.RotateLeft(b + (words[at + 1] * PrimeB), 31) * PrimeA;
                c = BitOperations.RotateLeft(c + (words[at + 2] * PrimeB), 31) * PrimeA;
                d = BitOperations.RotateLeft(d + (words[at + 3] * PrimeB), 31) * PrimeA;
            }
            ulong hash = BitOperations.RotateLeft(a, 1) ^ BitOperations.RotateLeft(b, 7)
                ^ BitOperations.RotateLeft(c, 12) ^ BitOperations.RotateLeft(d, 18) ^ ((ulong)bytes.Length * PrimeC);
            for (; at < words.Length; at++) hash = BitOperations.RotateLeft(hash ^ (words[at] * PrimeB), 27) * PrimeA;
            foreach (byte rest in bytes[(words.Length * 8)..])
                hash = BitOperations.RotateLeft(hash ^ (rest * PrimeC), 11) * PrimeA;
            hash = (hash ^ (hash >> 33)) * PrimeB;
            hash = (hash ^ (hash >> 29)) * PrimeC;
            return hash ^ (hash >> 32);
        }
    }
}
