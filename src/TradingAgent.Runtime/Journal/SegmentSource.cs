using System.IO.Compression;
using Microsoft.Win32.SafeHandles;

namespace TradingAgent.Runtime.Journal;

/// <summary>The bytes of a segment, wherever they lie: a file as it was written, or one compressed since.</summary>
internal sealed class SegmentSource : IDisposable
{
    private const uint LengthMax = 1u << 30;

    private readonly SafeFileHandle? _file;
    private readonly byte[] _bytes;

    private SegmentSource(SafeFileHandle? file, byte[] bytes) => (_file, _bytes) = (file, bytes);

    public long Length => _file is null ? _bytes.Length : RandomAccess.GetLength(_file);

    /// <exception cref="JournalDamageException">A compressed file does not hold what was put into it.</exception>
    public static SegmentSource Open(string path)
    {
        if (path.EndsWith(SegmentFormat.Compressed, StringComparison.Ordinal))
            return new SegmentSource(null, Inflate(path));
        try
        {
            return new SegmentSource(File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite), []);
        }
        catch (FileNotFoundException) when (File.Exists(path + SegmentFormat.Compressed))
        {
            // A running agent compressed it since the folder was listed.
            return Open(path + SegmentFormat.Compressed);
        }
    }

    /// <summary>Reads from an offset on; 0 at the end.</summary>
    public int Read(Span<byte> into, long offset)
    {
        if (_file is not null) return RandomAccess.Read(_file, into, offset);
        int count = (int)Math.Clamp(_bytes.Length - offset, 0, into.Length);
        _bytes.AsSpan((int)Math.Min(offset, _bytes.Length), count).CopyTo(into);
        return count;
    }

    public void Dispose() => _file?.Dispose();

    private static byte[] Inflate(string path)
    {
        int filled = 0;
        try
        {
            using FileStream file = File.OpenRead(path);
            byte[] whole = new byte[LengthOf(file)];
            using GZipStream inflated = new(file, CompressionMode.Decompress);
            for (int read; (read = inflated.Read(whole.AsSpan(filled))) > 0;) filled += read;
            if (filled == whole.Length && inflated.ReadByte() < 0) return whole;
            throw new InvalidDataException($"{whole.Length} bytes were promised");
        }
        catch (InvalidDataException damage)
        {
            throw new JournalDamageException(
                path, filled, $"its compressed bytes are damaged ({damage.Message}); the offset counts what came out " +
                "whole");
        }
    }

    /// <summary>The file's last four bytes say how long what it holds is (RFC 1952).</summary>
    private static int LengthOf(FileStream file)
    {
        Span<byte> tail = stackalloc byte[sizeof(uint)];
        if (file.Length < tail.Length) throw new InvalidDataException("it is too short");
        file.Position = file.Length - tail.Length;
        file.ReadExactly(tail);
        file.Position = 0;
        uint length = MemoryMarshal.Read<uint>(tail);
        return length <= LengthMax ? (int)length : throw new InvalidDataException($"{length} bytes are promised");
    }
}
