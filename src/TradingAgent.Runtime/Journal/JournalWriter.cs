namespace TradingAgent.Runtime.Journal;

/// <summary>
/// Appends events, instrument texts and checkpoints to segments in the journal's folder. What is appended is on its way
/// out only after <see cref="Flush"/>. Not thread-safe; any single thread may drive it.
/// </summary>
public sealed class JournalWriter : IDisposable
{
    internal const string Extension = ".journal";

    private readonly DataFolder _folder;
    private readonly JournalLayout _layout;
    private readonly uint _epoch;
    private readonly SortedDictionary<int, InstrumentText> _instruments = [];
    private SegmentWriter? _segment;
    private readonly HashChain _chain;
    private readonly byte[] _manifest;
    private long _segmentFirst;
    private long _appended;

    /// <param name="folder">Where.</param>
    /// <param name="layout">How large.</param>
    /// <param name="epoch">This run's epoch.</param>
    /// <param name="lastSequence">The last event that is in the journal already.</param>
    /// <param name="instruments">Every instrument known so far, repeated at the head of each segment.</param>
    /// <param name="head">The chain's head so far; empty begins a new chain.</param>
    /// <param name="manifest">The run's manifest as JSON, repeated at the head of each segment; null for none.</param>
    public JournalWriter(
        DataFolder folder,
        JournalLayout layout,
        uint epoch,
        long lastSequence,
        IEnumerable<InstrumentText> instruments,
        byte[]? head = null,
        byte[]? manifest = null)
    {
        _chain = new HashChain(head ?? []);
        _manifest = manifest ?? [];
        _folder = folder;
        _layout = layout;
        _epoch = epoch;
        _appended = lastSequence;
        FlushedThrough = lastSequence;
        foreach (InstrumentText text in instruments) _instruments[text.Id.Index] = text;
    }

    /// <summary>The last event that was handed to the operating system.</summary>
    public long FlushedThrough { get; private set; }

    /// <summary>Bytes handed out or waiting in the current segment.</summary>
    public long SegmentLength => _segment?.Length ?? 0;

    /// <summary>Raised after a segment was closed because the next one begins.</summary>
    public Action? SegmentClosed { get; set; }

    /// <summary>True when a segment would begin with the next event or one after it up to this.</summary>
    public bool BeginsSegmentBy(long sequence) =>
        _segment is null || (sequence - 1) / _layout.SegmentEvents * _layout.SegmentEvents >= _appended;

    /// <summary>Appends an event; its sequence must be the next.</summary>
    public void Append(in EngineEvent change)
    {
        if (change.Sequence != _appended + 1)
            throw new InvalidOperationException(
                $"Event {change.Sequence} cannot follow event {_appended} in the journal.");
        if (_segment is null || (_layout.BeginsSegment(change.Sequence) && _segmentFirst != change.Sequence))
            Begin(change.Sequence);
        _segment!.Append(RecordType.Event, MemoryMarshal.AsBytes(new ReadOnlySpan<EngineEvent>(in change)));
        _appended = change.Sequence;
    }

    /// <summary>Appends the text of an instrument, before the event that lists it.</summary>
    public void Append(InstrumentText text)
    {
        _instruments[text.Id.Index] = text;
        // A segment that has not begun will repeat it at its head.
        _segment?.Append(RecordType.Instrument, text.ToBytes());
    }

    public void Append(in Checkpoint checkpoint)
    {
        if (_segment is null) Begin(_appended + 1);
        _segment!.Append(RecordType.Checkpoint, MemoryMarshal.AsBytes(new ReadOnlySpan<Checkpoint>(in checkpoint)));
    }

    /// <summary>Hands everything appended to the operating system, as one write where it fits.</summary>
    /// <exception cref="IOException">The disk is full or broken: nothing after this may be released.</exception>
    public void Flush()
    {
        _segment?.Flush();
        FlushedThrough = _appended;
    }

    /// <summary>Flushes, marks the segment as whole and closes it.</summary>
    public void Close()
    {
        _segment?.Close();
        FlushedThrough = _appended;
        _segment = null;
    }

    /// <summary>Closes the file as a crash would, unless <see cref="Close"/> came first.</summary>
    public void Dispose()
    {
        _segment?.Dispose();
        _chain.Dispose();
    }

    private void Begin(long first)
    {
        byte[]? buffer = _segment?.Buffer;
        bool follows = _segment is not null;
        _segment?.Close();
        SegmentHeader header = new()
        {
            Magic = SegmentFormat.JournalMagic,
            Version = SegmentFormat.Version,
            Epoch = _epoch,
            First = first,
            BuildId = BuildId.Current,
            CreatedAt = Timestamp.From(DateTimeOffset.UtcNow),
        };
        string path = Path.Combine(_folder.Journal, SegmentFormat.FileName(first, Extension));
        _segment = new SegmentWriter(path, header, _layout.SegmentBytes, _layout.SyncsEachBatch, buffer, _chain);
        _segmentFirst = first;
        if (_manifest.Length > 0) _segment.Append(RecordType.Manifest, _manifest);
        foreach (InstrumentText text in _instruments.Values) _segment.Append(RecordType.Instrument, text.ToBytes());
        if (follows) SegmentClosed?.Invoke();
    }
}
