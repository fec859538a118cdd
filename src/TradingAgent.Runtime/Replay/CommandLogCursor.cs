using TradingAgent.Runtime.Journal;

namespace TradingAgent.Runtime.Replay;

/// <summary>
/// Walks the command log beside a replay. A command may be missing from the log only where its run ended: the process
/// died after the engine decided and before the dispatcher wrote.
/// </summary>
internal sealed class CommandLogCursor : IDisposable
{
    private readonly CommandLogReader _reader;
    private bool _hasCurrent;
    private long _missingInRun;
    private long _firstMissing;

    /// <param name="folder">The data folder.</param>
    /// <param name="lastSequence">Commands of events up to this one are none of the replay's.</param>
    public CommandLogCursor(DataFolder folder, long lastSequence)
    {
        _reader = new CommandLogReader(folder, lastSequence + 1);
        do _hasCurrent = _reader.Read();
        while (_hasCurrent && _reader.Record.Command.Cause <= lastSequence);
    }

    /// <summary>Commands that agreed.</summary>
    public long Matched { get; private set; }

    /// <summary>Commands derived again that no run lived to log.</summary>
    public long NeverLogged { get; private set; }

    /// <summary>Cause of the last command that agreed.</summary>
    public long LastMatchedCause { get; private set; }

    /// <summary>A new run begins: what the last one left unlogged stays so.</summary>
    public void RunBegins() => _missingInRun = 0;

    /// <summary>Holds a derived command against the log; null when they agree.</summary>
    public VerificationFailure? Compare(in EngineCommand derived, ulong inputHash)
    {
        if (!_hasCurrent || _reader.Record.Command.Number > derived.Number)
        {
            if (_missingInRun++ == 0) _firstMissing = derived.Number;
            NeverLogged++;
            return null;
        }
        if (_missingInRun > 0)
            return Failure(derived.Cause, _firstMissing, "the log skips this command, yet holds later ones of the run");
        ref readonly CommandRecord logged = ref _reader.Record;
        string? what =
            logged.Command.Number < derived.Number ? "the log holds a command that replay does not derive"
            : !Bytes(in logged.Command).SequenceEqual(Bytes(in derived)) ? Difference(in logged.Command, in derived)
            : logged.InputHash != inputHash
                ? $"the input hash at its cause was {logged.InputHash:x16} when recorded, in replay {inputHash:x16}"
            : null;
        if (what is not null) return Failure(derived.Cause, logged.Command.Number, what);
        Matched++;
        LastMatchedCause = derived.Cause;
        _hasCurrent = _reader.Read();
        return null;
    }

    /// <summary>What is wrong when a run that ended in good order has commands that are not in the log.</summary>
    public string? MissingAtEnd() =>
        _missingInRun == 0 ? null : $"the run ended in good order, yet command {_firstMissing} is not in the log";

    /// <summary>A command that the log holds beyond the journal's end, if any.</summary>
    public VerificationFailure? Leftover(long lastSequence)
    {
        if (!_hasCurrent) return null;
        ref readonly CommandRecord logged = ref _reader.Record;
        return Failure(
            lastSequence, logged.Command.Number, logged.Command.Cause > lastSequence
                ? $"its cause, event {logged.Command.Cause}, is not in the journal"
                : "the log holds a command that replay does not derive");
    }

    public void Dispose() => _reader.Dispose();

    private VerificationFailure Failure(long sequence, long number, string what) =>
        new(sequence, number, _reader.File, _reader.Offset, what);

    private static string Difference(in EngineCommand logged, in EngineCommand derived)
    {
        int at = Bytes(in logged).CommonPrefixLength(Bytes(in derived));
        return $"byte {at} was {Bytes(in logged)[at]:x2} when sent and is {Bytes(in derived)[at]:x2} in replay " +
            $"(sent: {logged.Kind} {logged.Side} {logged.Quantity} at {logged.Price}; " +
            $"replay: {derived.Kind} {derived.Side} {derived.Quantity} at {derived.Price})";
    }

    private static ReadOnlySpan<byte> Bytes(in EngineCommand command) =>
        MemoryMarshal.AsBytes(new ReadOnlySpan<EngineCommand>(in command));
}
