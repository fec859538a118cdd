namespace TradingAgent.Runtime.Pipeline;

/// <summary>
/// The engine as the shell sees it, its output buffers included. <see cref="TradingCore"/> is the real one; tests put a
/// small deterministic machine here. Not thread-safe: one thread drives it.
/// </summary>
public interface IEngineCore
{
    /// <summary>Sequence of the last event applied.</summary>
    long LastSequence { get; }

    /// <summary>Rolling hash of every event applied.</summary>
    ulong InputHash { get; }

    /// <summary>Commands ever put out.</summary>
    long CommandCount { get; }

    /// <summary>Orders of ours that may be at a venue.</summary>
    int OpenOrders { get; }

    /// <summary>What the last <see cref="Apply"/> wants done.</summary>
    ReadOnlySpan<EngineCommand> Commands { get; }

    /// <summary>What the last <see cref="Apply"/> has to tell.</summary>
    ReadOnlySpan<EngineReport> Reports { get; }

    /// <summary>True when the last <see cref="Apply"/> recomputed some underlying's Greeks.</summary>
    bool GreeksUpdated { get; }

    /// <summary>Bytes a snapshot takes now; it may grow.</summary>
    int SnapshotBytes { get; }

    /// <summary>The account as a whole, for humans.</summary>
    EngineStatus Status();

    /// <summary>One underlying, for humans.</summary>
    EngineStatus.UnderlyingStatus StatusOf(UnderlyingId underlying);

    /// <summary>
    /// True while the id belongs to an instrument. Another thread may ask about an instrument once the event that
    /// retired it was applied.
    /// </summary>
    bool IsListed(InstrumentId instrument);

    /// <summary>Changes state; replaces commands and reports.</summary>
    void Apply(in EngineEvent change);

    /// <summary>Hash of the whole state.</summary>
    ulong StateHash();

    /// <summary>Copies the state; the destination has exactly <see cref="SnapshotBytes"/>.</summary>
    void WriteSnapshot(Span<byte> destination);

    /// <summary>Replaces the state of a fresh engine.</summary>
    void ReadSnapshot(ReadOnlySpan<byte> source);

    /// <summary>Gives a fresh engine the facts, and no more, of a snapshot that another build wrote.</summary>
    /// <exception cref="InvariantException">They are laid out in another way than this build reads.</exception>
    void ReadFacts(ReadOnlySpan<byte> source);
}
