namespace TradingAgent.Runtime.Journal;

/// <summary>
/// Reads the journal in order across its segments: events, instrument texts and checkpoints. A torn tail ends it; a
/// hole or any other damage is refused.
/// </summary>
public sealed class JournalReader : IDisposable
{
    private readonly List<(long First, string Path)> _segments;
    private SegmentReader? _current;
    private int _nextSegment;
    private byte[] _closedHead = [];
    private bool _isFirst = true;
    private bool _linksBack;
    private EngineEvent _event;
    private Checkpoint _checkpoint;

    /// <param name="folder">The data folder.</param>
    /// <param name="fromSequence">Reading begins with the segment that holds this event, or the first kept.</param>
    public JournalReader(DataFolder folder, long fromSequence = 1)
    {
        _segments = SegmentFormat.List(folder.Journal, JournalWriter.Extension);
        _nextSegment = Math.Max(0, _segments.FindLastIndex(s => s.First <= fromSequence));
        FirstKept = _segments.Count == 0 ? 1 : _segments[0].First;
        LastSequence = _segments.Count == 0 ? 0 : _segments[_nextSegment].First - 1;
    }

    /// <summary>The headers of all segments that have one, in order.</summary>
    /// <exception cref="JournalDamageException">A header is damaged.</exception>
    public static List<SegmentHeader> Headers(DataFolder folder)
    {
        List<SegmentHeader> headers = [];
        foreach ((long _, string path) in SegmentFormat.List(folder.Journal, JournalWriter.Extension))
        {
            using SegmentReader? reader = SegmentReader.Open(path, SegmentFormat.JournalMagic);
            if (reader is not null) headers.Add(reader.Header);
        }
        return headers;
    }

    /// <summary>First event of the oldest segment kept.</summary>
    public long FirstKept { get; }

    /// <summary>What the record last read is.</summary>
    public RecordType Type { get; private set; }

    /// <summary>The event, when <see cref="Type"/> says so.</summary>
    public ref readonly EngineEvent Event => ref _event;

    /// <summary>The instrument, when <see cref="Type"/> says so.</summary>
    public InstrumentText? Instrument { get; private set; }

    /// <summary>The checkpoint, when <see cref="Type"/> says so.</summary>
    public ref readonly Checkpoint Checkpoint => ref _checkpoint;

    /// <summary>Stop at links of the chain and at manifests too, not only at what happened.</summary>
    public bool ShowsLinks { get; init; }

    /// <summary>The head that a link holds, when <see cref="Type"/> says so.</summary>
    public ReadOnlySpan<byte> Link => Type == RecordType.Link ? _current!.Payload : [];

    /// <summary>The manifest of the run last read from, as JSON; empty when there was none.</summary>
    public byte[] Manifest { get; private set; } = [];

    /// <summary>File of the record last read.</summary>
    public string File => _current?.Path ?? "";

    /// <summary>Where in the file it begins.</summary>
    public long Offset => _current?.RecordOffset ?? 0;

    /// <summary>Header of the segment last read from.</summary>
    public SegmentHeader Segment => _current?.Header ?? default;

    /// <summary>Sequence of the last event read.</summary>
    public long LastSequence { get; private set; }

    /// <summary>
    /// The chain's head over everything read so far; empty when what was read last has no chain.
    /// </summary>
    public byte[] Head => _current?.HeadNow ?? _closedHead;

    /// <summary>The head that the first segment read goes on from; empty when it has no chain.</summary>
    public byte[] OpeningHead { get; private set; } = [];

    /// <summary>The useless end of the last segment, if a crash left one.</summary>
    public TornTail? Torn => _current?.Torn;

    /// <summary>Moves to the next record; false at the end.</summary>
    /// <exception cref="JournalDamageException">The journal is damaged or has a hole.</exception>
    public bool Read()
    {
        while (true)
        {
            if (_current is null && !OpenNext()) return false;
            if (_current!.Read())
            {
                Take();
                if (ShowsLinks || Type is not (RecordType.Link or RecordType.Manifest)) return true;
                continue;
            }
            if (_nextSegment >= _segments.Count) return false;
            if (_current.Torn is { } torn)
                throw new JournalDamageException(torn.File, torn.Offset, "it ends torn, yet later segments follow");
            if (!OpenNext()) return false;
        }
    }

    public void Dispose() => _current?.Dispose();

    private bool OpenNext()
    {
        if (_nextSegment >= _segments.Count) return false;
        (long first, string path) = _segments[_nextSegment++];
        if (_current is not null) _closedHead = _current.HeadNow;
        _current?.Dispose();
        _current = SegmentReader.Open(path, SegmentFormat.JournalMagic);
        if (_current is null)
        {
            if (_nextSegment < _segments.Count) throw new JournalDamageException(path, 0, "it has no header");
            return false;
        }
        if (_current.Header.First != first)
            throw new JournalDamageException(path, 16, $"its name says {first} and its header {_current.Header.First}");
        if (first != LastSequence + 1)
            throw new JournalDamageException(
                path, 0, $"it begins with event {first}, but the segment before it ends with event {LastSequence}");
        _linksBack = _current.IsChained;
        return true;
    }

    /// <summary>The segment must go on from the head that the one before it ended with, or begin a chain.</summary>
    private void CheckOpening()
    {
        _linksBack = false;
        byte[] opening = _current!.OpeningHead;
        if (_isFirst) OpeningHead = opening;
        // Where the segment before has no chain, one begins here, from zeros.
        bool fits = _isFirst || (_closedHead.Length == 0
            ? opening.AsSpan().IndexOfAnyExcept((byte)0) < 0 : opening.AsSpan().SequenceEqual(_closedHead));
        if (!fits) throw Damaged("it does not go on from the segment before it: one was changed, or put in its place");
    }

    private void Take()
    {
        if (_linksBack) CheckOpening();
        _isFirst = false;
        ReadOnlySpan<byte> payload = _current!.Payload;
        Type = _current.Type;
        switch (Type)
        {
            case RecordType.Link:
                break;
            case RecordType.Manifest:
                Manifest = payload.ToArray();
                break;
            case RecordType.Event when payload.Length == EngineEvent.SizeBytes:
                _event = MemoryMarshal.Read<EngineEvent>(payload);
                if (_event.Sequence != LastSequence + 1)
                    throw Damaged($"event {_event.Sequence} follows event {LastSequence}");
                LastSequence = _event.Sequence;
                break;
            case RecordType.Checkpoint when payload.Length == Unsafe.SizeOf<Checkpoint>():
                _checkpoint = MemoryMarshal.Read<Checkpoint>(payload);
                break;
            case RecordType.Instrument:
                Instrument = InstrumentText.From(payload) ?? throw Damaged("an instrument text makes no sense");
                break;
            default:
                throw Damaged($"a record of type {(int)Type} with {payload.Length} bytes does not belong here");
        }
    }

    private JournalDamageException Damaged(string what) => new(File, Offset, what);
}
