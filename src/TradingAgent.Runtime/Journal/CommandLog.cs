namespace TradingAgent.Runtime.Journal;

/// <summary>
/// The log of commands, beside the journal and in segments of its own: each command is in it before a venue gets it, so
/// that replay has something to be held against. Segments are named by the first cause in them, which rises for ever,
/// while the numbers of commands may begin anew under another build. Not thread-safe.
/// </summary>
public sealed class CommandLog : IDisposable
{
    internal const string Extension = ".commands";

    private readonly DataFolder _folder;
    private readonly JournalLayout _layout;
    private readonly uint _epoch;
    private SegmentWriter? _segment;
    private byte[]? _buffer;

    public CommandLog(DataFolder folder, JournalLayout layout, uint epoch)
    {
        _folder = folder;
        _layout = layout;
        _epoch = epoch;
    }

    /// <summary>Commands appended by this run.</summary>
    public long Count { get; private set; }

    /// <summary>True when the next command begins a segment.</summary>
    public bool BeginsSegment => _segment is null || _segment.Length >= _layout.SegmentBytes;

    public void Append(in CommandRecord record)
    {
        if (BeginsSegment) Begin(record.Command.Cause);
        _segment!.Append(RecordType.Command, MemoryMarshal.AsBytes(new ReadOnlySpan<CommandRecord>(in record)));
        Count++;
    }

    /// <summary>Hands everything appended to the operating system.</summary>
    /// <exception cref="IOException">The disk is full or broken: nothing after this may be released.</exception>
    public void Flush() => _segment?.Flush();

    /// <summary>Flushes, marks the segment as whole and closes it.</summary>
    public void Close()
    {
        _segment?.Close();
        _segment = null;
    }

    /// <summary>Closes the file as a crash would, unless <see cref="Close"/> came first.</summary>
    public void Dispose() => _segment?.Dispose();

    private void Begin(long first)
    {
        _buffer = _segment?.Buffer ?? _buffer;
        _segment?.Close();
        SegmentHeader header = new()
        {
            Magic = SegmentFormat.CommandMagic,
            Version = SegmentFormat.Version,
            Epoch = _epoch,
            First = first,
            BuildId = BuildId.Current,
            CreatedAt = Timestamp.From(DateTimeOffset.UtcNow),
        };
        string path = Path.Combine(_folder.Commands, SegmentFormat.FileName(first, Extension));
        long reserve = Math.Min(_layout.SegmentBytes, 1 << 20);
        _segment = new SegmentWriter(path, header, reserve, _layout.SyncsEachBatch, _buffer);
    }
}
