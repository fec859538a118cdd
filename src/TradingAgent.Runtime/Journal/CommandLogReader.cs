namespace TradingAgent.Runtime.Journal;

/// <summary>
/// Reads the command log in order across its segments: causes never fall and, within a run, numbers rise. Gaps are the
/// caller's to judge.
/// </summary>
public sealed class CommandLogReader : IDisposable
{
    private readonly List<(long First, string Path)> _segments;
    private SegmentReader? _current;
    private int _nextSegment;
    private CommandRecord _record;
    private uint _epoch;

    /// <param name="folder">The data folder.</param>
    /// <param name="fromCause">Reading begins with the segment that may hold commands of this event.</param>
    public CommandLogReader(DataFolder folder, long fromCause = 1)
    {
        _segments = SegmentFormat.List(folder.Commands, CommandLog.Extension);
        _nextSegment = Math.Max(0, _segments.FindLastIndex(s => s.First <= fromCause));
    }

    /// <summary>The record last read.</summary>
    public ref readonly CommandRecord Record => ref _record;

    /// <summary>File of the record last read.</summary>
    public string File => _current?.Path ?? "";

    /// <summary>Where in the file it begins.</summary>
    public long Offset => _current?.RecordOffset ?? 0;

    /// <summary>The useless end of the last segment, if a crash left one.</summary>
    public TornTail? Torn => _current?.Torn;

    /// <summary>Moves to the next record; false at the end.</summary>
    /// <exception cref="JournalDamageException">The log is damaged.</exception>
    public bool Read()
    {
        while (true)
        {
            if (_current is not null && _current.Read())
            {
                Take();
                return true;
            }
            if (_nextSegment >= _segments.Count) return false;
            if (_current?.Torn is { } torn)
                throw new JournalDamageException(torn.File, torn.Offset, "it ends torn, yet later segments follow");
            string path = _segments[_nextSegment++].Path;
            _current?.Dispose();
            _current = SegmentReader.Open(path, SegmentFormat.CommandMagic);
            if (_current is null && _nextSegment < _segments.Count)
                throw new JournalDamageException(path, 0, "it has no header");
        }
    }

    public void Dispose() => _current?.Dispose();

    private void Take()
    {
        ReadOnlySpan<byte> payload = _current!.Payload;
        EngineCommand before = _record.Command;
        uint epochBefore = _epoch;
        _epoch = _current!.Header.Epoch;
        if (_current.Type != RecordType.Command || payload.Length != CommandRecord.SizeBytes)
            throw new JournalDamageException(
                File,
                Offset,
                $"a record of type {(int)_current.Type} with {payload.Length} bytes does not belong here");
        _record = MemoryMarshal.Read<CommandRecord>(payload);
        EngineCommand now = _record.Command;
        if (now.Cause < before.Cause || (_epoch == epochBefore && now.Number <= before.Number))
            throw new JournalDamageException(
                File,
                Offset,
                $"command {now.Number} of event {now.Cause} follows command {before.Number} of event {before.Cause}");
    }
}
