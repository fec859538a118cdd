using System.Buffers.Binary;
using System.Security.Cryptography;
using TradingAgent.Runtime.Live;

namespace TradingAgent.Runtime.Replay;

/// <summary>
/// SHA-256 of a set of parameters: everything that is configured of policies, execution and limits, in its order, each
/// as its number (2 bytes), underlying (1 byte) and value (8 bytes of an IEEE double), little-endian. What is set for
/// single instruments is left out, for their ids are each journal's own. The same from a configuration and from the
/// journal of a run under it, so that one can be published and the other held against it.
/// </summary>
public sealed class PolicyDigest : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>The digest of a configuration's values, as lower-case hexadecimal digits.</summary>
    public static string Of(IEnumerable<ParameterValue> values)
    {
        using PolicyDigest digest = new();
        foreach (ParameterValue value in values)
            if (value.Instrument.IsNone) digest.Add((ushort)value.Id, value.Underlying, value.Value);
        return digest.End();
    }

    /// <summary>One value of the set.</summary>
    public void Add(ushort path, UnderlyingId underlying, double value)
    {
        Span<byte> bytes = stackalloc byte[11];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, path);
        bytes[2] = underlying.Index;
        BinaryPrimitives.WriteDoubleLittleEndian(bytes[3..], value);
        _hash.AppendData(bytes);
    }

    /// <summary>The digest of the set; the next one begins.</summary>
    public string End() => Convert.ToHexStringLower(_hash.GetHashAndReset());

    public void Dispose() => _hash.Dispose();
}
