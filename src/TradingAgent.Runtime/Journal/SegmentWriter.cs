using Microsoft.Win32.SafeHandles;

namespace TradingAgent.Runtime.Journal;

/// <summary>
/// Appends framed records to one segment file. Records gather in a buffer until <see cref="Flush"/>, so a batch is one
/// write. Appending allocates nothing. Not thread-safe.
/// </summary>
internal sealed class SegmentWriter : IDisposable
{
    private const int BufferBytes = 256 * 1024;

    private readonly SafeFileHandle _file;
    private readonly byte[] _buffer;
    private readonly bool _syncs;
    private readonly HashChain? _chain;
    private SegmentMap? _map;
    private int _chained;
    private int _sinceLink;
    private int _buffered;
    private long _written;
    private uint _ordinal;

    /// <param name="path">The file; it must not exist.</param>
    /// <param name="header">Its header; the checksum is filled in.</param>
    /// <param name="reserveBytes">Disk space taken at once, so that a full disk is found here.</param>
    /// <param name="syncs">True to force each flush to the disk itself.</param>
    /// <param name="buffer">A buffer to reuse, or null.</param>
    /// <param name="chain">Goes on through this segment; null for one without a chain.</param>
    public SegmentWriter(
        string path, SegmentHeader header, long reserveBytes, bool syncs, byte[]? buffer = null,
        HashChain? chain = null)
    {
        Path = path;
        _syncs = syncs;
        _chain = chain;
        _buffer = buffer ?? new byte[BufferBytes];
        _file = File.OpenHandle(
            path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read, FileOptions.None, reserveBytes);
        // What has to be forced to the disk waits for it anyway.
        if (!syncs) _map = new SegmentMap(_file);
        Span<byte> bytes = _buffer.AsSpan(0, SegmentHeader.SizeBytes);
        MemoryMarshal.Write(bytes, in header);
        header.Checksum = SegmentHeader.ChecksumOf(bytes);
        MemoryMarshal.Write(bytes, in header);
        _buffered = SegmentHeader.SizeBytes;
        if (chain is not null) Put(RecordType.Link, chain.Head);
    }

    public string Path { get; }

    /// <summary>The buffer, to be handed to the next segment after this one is closed.</summary>
    public byte[] Buffer => _buffer;

    /// <summary>Size of the file once everything is flushed.</summary>
    public long Length => _written + _buffered;

    public void Append(RecordType type, ReadOnlySpan<byte> payload)
    {
        if (_chain is not null && ++_sinceLink > HashChain.LinkEvery) Link();
        Put(type, payload);
    }

    private void Put(RecordType type, ReadOnlySpan<byte> payload)
    {
        int total = RecordHeader.SizeBytes + RecordHeader.Padded(payload.Length);
        if (total > _buffer.Length - _buffered) Write();
        Span<byte> record = _buffer.AsSpan(_buffered, total);
        RecordHeader header = new() { Length = payload.Length, Type = type, Ordinal = _ordinal++ };
        MemoryMarshal.Write(record, in header);
        payload.CopyTo(record[RecordHeader.SizeBytes..]);
        record[(RecordHeader.SizeBytes + payload.Length)..].Clear();
        uint checksum = RecordHeader.ChecksumOf(record);
        MemoryMarshal.Write(record, in checksum);
        _buffered += total;
    }

    /// <summary>Hands everything to the operating system: it then survives this process.</summary>
    /// <exception cref="IOException">The disk is full or broken.</exception>
    public void Flush()
    {
        if (_buffered == 0) return;
        Write();
        if (_syncs) RandomAccess.FlushToDisk(_file);
    }

    /// <summary>Writes down the head of everything before.</summary>
    private void Link()
    {
        ChainBuffered();
        _chain!.Link();
        Put(RecordType.Link, _chain.Head);
        _sinceLink = 1;
    }

    private void ChainBuffered()
    {
        _chain?.Extend(_buffer.AsSpan(_chained, _buffered - _chained));
        _chained = _buffered;
    }

    /// <summary>Marks the segment as whole, gives back reserved space and closes it.</summary>
    public void Close()
    {
        if (_chain is not null) Link();
        ulong records = _ordinal;
        Put(RecordType.End, MemoryMarshal.AsBytes(new ReadOnlySpan<ulong>(in records)));
        ChainBuffered();
        _chain?.Link();
        Flush();
        _map?.Dispose();
        RandomAccess.SetLength(_file, _written);
        RandomAccess.FlushToDisk(_file);
        _file.Dispose();
    }

    /// <summary>Closes the file as a crash would: what is not flushed is lost, and there is no end record.</summary>
    public void Dispose()
    {
        _map?.Dispose();
        _file.Dispose();
    }

    private void Write()
    {
        ChainBuffered();
        ReadOnlySpan<byte> bytes = _buffer.AsSpan(0, _buffered);
        if (_map is not null && !_map.TryWrite(bytes, _written))
        {
            // A disk that promises no room may still have some, and says so where not.
            _map.Dispose();
            _map = null;
        }
        if (_map is null) RandomAccess.Write(_file, bytes, _written);
        _written += _buffered;
        _buffered = 0;
        _chained = 0;
    }
}
