using TradingAgent.Runtime.Journal;
using TradingAgent.Runtime.Pipeline;

namespace TradingAgent.Runtime.Replay;

/// <summary>
/// Runs the engine over the journal again and holds it against what was written: every command byte for byte with the
/// command log, every checkpoint and every snapshot's hash. Stops at the first difference.
/// </summary>
/// <remarks>
/// It detects any change to what was recorded, checksums recomputed or not, as long as something recorded vouches for
/// it (a later command, checkpoint or snapshot). It cannot detect a journal invented whole.
/// </remarks>
public sealed class Verification
{
    private readonly IEngineCore _core;
    private readonly ReplayStart _start;
    private readonly JournalReader _journal;
    private readonly CommandLogCursor _log;
    private readonly Dictionary<long, Checkpoint> _derived = [];
    private readonly Dictionary<long, string> _snapshots;
    private readonly List<string> _warnings;
    private readonly ChainEvidence _evidence;
    private ulong _commandHash;
    private long _events;
    private long _checkpoints;
    private long _vouchedThrough;
    private VerificationFailure? _failure;

    private Verification(
        IEngineCore core, DataFolder folder, ReplayStart start, List<string> warnings, byte[]? publishedHead)
    {
        _evidence = new ChainEvidence(publishedHead);
        _core = core;
        _start = start;
        _warnings = warnings;
        _commandHash = start.CommandHash;
        _vouchedThrough = start.LastSequence;
        _journal = new JournalReader(folder, start.LastSequence + 1) { ShowsLinks = true };
        _log = new CommandLogCursor(folder, start.LastSequence);
        _snapshots = SnapshotFile.List(folder).ToDictionary(s => s.Sequence, s => s.Path);
    }

    /// <summary>Verifies what the folder holds, from its first usable snapshot or from the beginning.</summary>
    /// <param name="folder">A data folder, opened for reading.</param>
    /// <param name="newCore">Makes an empty engine with the limits of the recorded runs.</param>
    /// <param name="publishedHead">A head of the chain to look for, or null.</param>
    /// <param name="ct">Gives up.</param>
    /// <exception cref="DataFolderException">Nothing in the folder can be verified.</exception>
    public static VerificationResult Run(
        DataFolder folder, Func<IEngineCore> newCore, byte[]? publishedHead = null, CancellationToken ct = default)
    {
        List<string> warnings = [];
        foreach (RunManifest manifest in RunManifest.ReadAll(folder)) warnings.AddRange(manifest.DifferencesFromHere());
        try
        {
            (IEngineCore core, ReplayStart start) = Begin(folder, newCore, warnings);
            Verification verification = new(core, folder, start, warnings, publishedHead);
            using (verification._journal)
            using (verification._evidence)
            using (verification._log) return verification.Run(ct);
        }
        catch (JournalDamageException damage)
        {
            return new VerificationResult
            {
                Failure = new VerificationFailure(0, 0, damage.File, damage.Offset, damage.Message),
                Warnings = warnings,
            };
        }
    }

    private static (IEngineCore Core, ReplayStart Start) Begin(
        DataFolder folder, Func<IEngineCore> newCore, List<string> warnings)
    {
        List<SegmentHeader> segments = JournalReader.Headers(folder);
        long firstKept = segments.Count == 0 ? 1 : segments[0].First;
        long first = FirstOfThisBuild(segments);
        IEngineCore core = newCore();
        if (firstKept == 1 && first <= 1) return (core, ReplayStart.Empty);
        foreach ((long sequence, string path) in SnapshotFile.List(folder))
        {
            if (sequence + 1 < first || ReplayStart.TryLoad(path, core, warnings) is not { } start) continue;
            if (sequence + 1 > firstKept) warnings.Add($"Verified from event {sequence + 1} on; {firstKept} is kept.");
            return (core, start);
        }
        if (firstKept == 1) return (core, ReplayStart.Empty);
        throw new DataFolderException(
            $"The journal in {folder.Root} begins with event {firstKept} and no snapshot of this build is kept " +
            "there, so there is no state to begin from. Verify it with the build that wrote it.");
    }

    /// <summary>Where the segments at the journal's end that this build wrote begin; 0 when there are none.</summary>
    private static long FirstOfThisBuild(List<SegmentHeader> segments)
    {
        long first = 0;
        for (int i = segments.Count - 1; i >= 0 && segments[i].BuildId == BuildId.Current; i--)
            first = segments[i].First;
        return first;
    }

    private VerificationResult Run(CancellationToken ct)
    {
        try
        {
            while (_failure is null && _journal.Read())
            {
                ct.ThrowIfCancellationRequested();
                _evidence.Take(_journal);
                if (_journal.Type == RecordType.Event && _journal.Event.Sequence > _start.LastSequence) Replay();
                else if (_journal.Type == RecordType.Checkpoint) Compare(_journal.Checkpoint);
            }
            if (_failure is null && _log.Leftover(_core.LastSequence) is { } leftover) _failure = leftover;
        }
        catch (InvariantException stopped)
        {
            Fail(0, _journal.File, _journal.Offset, stopped.Message);
        }
        _evidence.End(_journal);
        if (_journal.Torn is { } torn)
            _warnings.Add($"{torn.File} ends torn at byte {torn.Offset}: {torn.Bytes} bytes were left out.");
        return Result();
    }

    private VerificationResult Result() => new()
    {
        Failure = _failure,
        FirstSequence = _start.LastSequence + 1,
        LastSequence = _core.LastSequence,
        Events = _events,
        Commands = _log.Matched,
        CommandsNeverLogged = _log.NeverLogged,
        Checkpoints = _checkpoints,
        EventsUnvouched = Math.Max(0, _core.LastSequence - Math.Max(_vouchedThrough, _log.LastMatchedCause)),
        FinalStateHash = _core.StateHash(),
        FinalInputHash = _core.InputHash,
        FinalCommandHash = _commandHash,
        ChainHead = Convert.ToHexStringLower(_journal.Head),
        ChainOpening = Convert.ToHexStringLower(_journal.OpeningHead),
        PublishedHeadAt = _evidence.PublishedAt,
        Policies = _evidence.Policies,
        OperatorChanges = _evidence.OperatorChanges,
        Warnings = _warnings,
    };

    private void Replay()
    {
        ref readonly EngineEvent change = ref _journal.Event;
        _events++;
        if (change.Kind == EventKind.RunStarted) _log.RunBegins();
        _core.Apply(in change);
        foreach (ref readonly EngineCommand command in _core.Commands)
        {
            _commandHash = CommandHash.Extend(_commandHash, in command);
            _failure ??= _log.Compare(in command, _core.InputHash);
        }
        if (change.Sequence % Checkpoint.Interval == 0)
            _derived[change.Sequence] = Checkpoint.Of(_core, _commandHash, isFinal: false);
        if (_failure is null && _snapshots.TryGetValue(change.Sequence, out string? path)) CompareSnapshot(path);
    }

    private void Compare(Checkpoint written)
    {
        if (written.Sequence <= _start.LastSequence) return;
        if (!_derived.Remove(written.Sequence, out Checkpoint derived))
        {
            if (written.Sequence != _core.LastSequence)
            {
                Fail(0, _journal.File, _journal.Offset, $"a checkpoint of event {written.Sequence} has no place here");
                return;
            }
            derived = Checkpoint.Of(_core, _commandHash, isFinal: false);
        }
        string? what =
            written.InputHash != derived.InputHash ? Differs("input hash", written.InputHash, derived.InputHash)
            : written.StateHash != derived.StateHash ? Differs("state hash", written.StateHash, derived.StateHash)
            : written.CommandCount != derived.CommandCount
                ? $"{written.CommandCount} commands were put out by then, and {derived.CommandCount} in replay"
            : written.CommandHash != derived.CommandHash
                ? Differs("command hash", written.CommandHash, derived.CommandHash)
            : written.IsFinal == 1 ? _log.MissingAtEnd()
            : null;
        if (what is not null)
            Fail(0, _journal.File, _journal.Offset, $"checkpoint of event {written.Sequence}: {what}");
        _checkpoints++;
        _vouchedThrough = Math.Max(_vouchedThrough, written.Sequence);
    }

    private void CompareSnapshot(string path)
    {
        if (!SnapshotFile.TryRead(path, out SnapshotHeader header, out _))
            Fail(0, path, 0, "the snapshot is damaged");
        else if (header.BuildId == BuildId.Current && header.StateHash != _core.StateHash())
            Fail(0, path, 24, Differs("state hash of the snapshot", header.StateHash, _core.StateHash()));
        else _vouchedThrough = _core.LastSequence;
    }

    private void Fail(long command, string file, long offset, string what) =>
        _failure ??= new VerificationFailure(_core.LastSequence, command, file, offset, what);

    private static string Differs(string what, ulong written, ulong derived) =>
        $"the {what} was {written:x16} when recorded and is {derived:x16} in replay";
}
