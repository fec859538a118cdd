using System.Security.Cryptography;

namespace TradingAgent.Runtime.Journal;

/// <summary>
/// The chain of SHA-256 over a journal's bytes: each head is the hash of the head before it and of every byte since, so
/// that a head commits to everything that was ever written. Not thread-safe; allocates nothing while it runs.
/// </summary>
public sealed class HashChain : IDisposable
{
    /// <summary>Bytes of a head.</summary>
    public const int HeadBytes = SHA256.HashSizeInBytes;

    /// <summary>Records between two links that are written down.</summary>
    public const int LinkEvery = 256;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _head = new byte[HeadBytes];

    /// <summary>A chain that goes on from a head; empty begins a new one, from zeros.</summary>
    public HashChain(ReadOnlySpan<byte> head) => Begin(head);

    /// <summary>The last head made.</summary>
    public ReadOnlySpan<byte> Head => _head;

    /// <summary>Goes on from another head.</summary>
    public void Begin(ReadOnlySpan<byte> head)
    {
        _head.AsSpan().Clear();
        head.CopyTo(_head);
        _hash.GetHashAndReset(stackalloc byte[HeadBytes]);
        _hash.AppendData(_head);
    }

    /// <summary>Bytes that the next head commits to.</summary>
    public void Extend(ReadOnlySpan<byte> bytes) => _hash.AppendData(bytes);

    /// <summary>Makes the head of everything so far, and begins the next with it.</summary>
    public void Link()
    {
        _hash.GetHashAndReset(_head);
        _hash.AppendData(_head);
    }

    /// <summary>The head of everything so far, without making it one that is written down.</summary>
    public byte[] HeadNow() => _hash.GetCurrentHash();

    public void Dispose() => _hash.Dispose();
}
