namespace TradingAgent.Runtime.Journal;

/// <summary>
/// Reads the records of one segment in order. Where a record is not whole, it decides between a torn tail (nothing
/// valid follows: what a crash leaves) and damage (something valid follows, or the file had been closed).
/// </summary>
internal sealed class SegmentReader : IDisposable
{
    private const int BufferBytes = 1 << 20;

    private readonly SegmentSource _source;
    private readonly byte[] _buffer;
    private long _bufferOffset;
    private int _filled;
    private int _at;
    private int _payloadAt;
    private int _payloadLength;
    private uint _ordinal;
    private readonly HashChain? _chain;
    private readonly byte[] _headerBytes;
    private bool _isAtEnd;

    private SegmentReader(string path, SegmentSource source, ReadOnlySpan<byte> head, ulong magic)
    {
        Path = path;
        _source = source;
        _headerBytes = head.ToArray();
        Header = MemoryMarshal.Read<SegmentHeader>(head);
        _buffer = new byte[BufferBytes];
        _bufferOffset = SegmentHeader.SizeBytes;
        if (magic == SegmentFormat.JournalMagic && Header.Version > SegmentFormat.UnchainedVersion)
            _chain = new HashChain([]);
    }

    /// <summary>True when the segment's bytes are chained.</summary>
    public bool IsChained => _chain is not null;

    /// <summary>The head that the segment before this one ended with; empty until the first record was read.</summary>
    public byte[] OpeningHead { get; private set; } = [];

    /// <summary>The head over everything read so far; empty when the segment is not chained.</summary>
    public byte[] HeadNow => _chain?.HeadNow() ?? [];

    public string Path { get; }

    public SegmentHeader Header { get; }

    /// <summary>Type of the record last read.</summary>
    public RecordType Type { get; private set; }

    /// <summary>Where the record last read begins.</summary>
    public long RecordOffset { get; private set; }

    /// <summary>Payload of the record last read; valid until the next read.</summary>
    public ReadOnlySpan<byte> Payload => _buffer.AsSpan(_payloadAt, _payloadLength);

    /// <summary>True when the end record was read: the segment was closed in good order.</summary>
    public bool IsSealed { get; private set; }

    /// <summary>Where the last whole record ends; 0 before the end was reached.</summary>
    public long WholeBytes { get; private set; }

    /// <summary>The useless end, if a crash left one.</summary>
    public TornTail? Torn { get; private set; }

    /// <summary>Opens a segment; null when the file ends before its header does (a crash while it was made).</summary>
    /// <exception cref="JournalDamageException">The header is not one of ours.</exception>
    public static SegmentReader? Open(string path, ulong magic)
    {
        SegmentSource source = SegmentSource.Open(path);
        Span<byte> bytes = stackalloc byte[SegmentHeader.SizeBytes];
        int read = source.Read(bytes, 0);
        if (read < bytes.Length || bytes.IndexOfAnyExcept((byte)0) < 0)
        {
            source.Dispose();
            return null;
        }
        SegmentHeader header = MemoryMarshal.Read<SegmentHeader>(bytes);
        string? wrong =
            header.Magic != magic ? "this is not a file of this kind"
            : header.Checksum != SegmentHeader.ChecksumOf(bytes) ? "the header's checksum does not fit"
            : header.Version is not (SegmentFormat.Version or SegmentFormat.UnchainedVersion)
                ? $"version {header.Version} is not known to this build"
            : null;
        if (wrong is null) return new SegmentReader(path, source, bytes, magic);
        source.Dispose();
        throw new JournalDamageException(path, 0, wrong);
    }

    /// <summary>Moves to the next record; false at the end, torn or not.</summary>
    /// <exception cref="JournalDamageException">A record is damaged and valid ones follow it.</exception>
    public bool Read()
    {
        if (_isAtEnd) return false;
        Fill();
        long offset = _bufferOffset + _at;
        ReadOnlySpan<byte> ahead = _buffer.AsSpan(_at, _filled - _at);
        if (!RecordHeader.TryRead(ahead, out RecordHeader header, out int total) || header.Ordinal != _ordinal)
        {
            EndAt(offset);
            return false;
        }
        if (_chain is not null) Chain(header, offset, _buffer.AsSpan(_at, total));
        _ordinal++;
        _payloadAt = _at + RecordHeader.SizeBytes;
        _payloadLength = header.Length;
        _at += total;
        RecordOffset = offset;
        Type = header.Type;
        if (Type != RecordType.End) return true;
        IsSealed = true;
        EndAt(offset + total);
        return false;
    }

    public void Dispose()
    {
        _source.Dispose();
        _chain?.Dispose();
    }

    /// <summary>
    /// Follows the chain through one record: the first says where it comes from, each later link must be the head of
    /// everything before it.
    /// </summary>
    private void Chain(in RecordHeader header, long offset, ReadOnlySpan<byte> record)
    {
        bool isLink = header.Type == RecordType.Link && header.Length == HashChain.HeadBytes;
        ReadOnlySpan<byte> told = isLink ? record.Slice(RecordHeader.SizeBytes, HashChain.HeadBytes) : [];
        if (_ordinal == 0)
        {
            if (!isLink) throw new JournalDamageException(Path, offset, "it does not begin with a link of the chain");
            OpeningHead = told.ToArray();
            _chain!.Begin(told);
            _chain.Extend(_headerBytes);
        }
        else if (isLink)
        {
            _chain!.Link();
            if (!told.SequenceEqual(_chain.Head))
                throw new JournalDamageException(
                    Path, offset, "the chain's link does not fit: something before it was changed");
        }
        _chain!.Extend(record);
    }

    /// <summary>
    /// Sees to it that a whole record, if the file has one, lies in the buffer from the current place on.
    /// </summary>
    private void Fill()
    {
        if (_filled - _at >= SegmentFormat.RecordMax) return;
        _buffer.AsSpan(_at, _filled - _at).CopyTo(_buffer);
        _bufferOffset += _at;
        _filled -= _at;
        _at = 0;
        while (_filled < _buffer.Length)
        {
            int read = _source.Read(_buffer.AsSpan(_filled), _bufferOffset + _filled);
            if (read == 0) return;
            _filled += read;
        }
    }

    private void EndAt(long offset)
    {
        _isAtEnd = true;
        WholeBytes = offset;
        byte[] rest = ReadRest(offset);
        int used = rest.AsSpan().LastIndexOfAnyExcept((byte)0) + 1;
        if (used == 0) return;
        if (IsSealed) throw new JournalDamageException(Path, offset, "bytes follow the segment's end record");
        // Whoever writes the file may have gone on since its end was read: another reading has that.
        if (IsNext(rest)) return;
        for (int at = 0; at + RecordHeader.SizeBytes <= used; at += 8)
        {
            if (!RecordHeader.TryRead(rest.AsSpan(at), out RecordHeader later, out _)) continue;
            // Reading is not one moment: a record is written before those that follow it, and seen when looked at anew.
            if (IsNext(ReadRest(offset))) return;
            throw new JournalDamageException(
                Path,
                offset,
                $"record {_ordinal} is not readable, yet record {later.Ordinal} at byte {offset + at} is");
        }
        Torn = new TornTail(Path, offset, rest.Length);
    }

    private bool IsNext(ReadOnlySpan<byte> rest) =>
        RecordHeader.TryRead(rest, out RecordHeader header, out _) && header.Ordinal == _ordinal;

    private byte[] ReadRest(long offset)
    {
        byte[] rest = new byte[Math.Max(0, _source.Length - offset)];
        int filled = 0;
        while (filled < rest.Length)
        {
            int read = _source.Read(rest.AsSpan(filled), offset + filled);
            if (read == 0) break;
            filled += read;
        }
        return rest[..filled];
    }
}
