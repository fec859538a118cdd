using TradingAgent.Runtime.Journal;

namespace TradingAgent.Runtime.Replay;

/// <summary>What recovery found; the engine it was given is then where the last run left it.</summary>
public sealed record RecoveredState
{
    public required long LastSequence { get; init; }

    /// <summary>Rolling hash of all commands so far.</summary>
    public required ulong CommandHash { get; init; }

    /// <summary>Epoch for the run that begins now.</summary>
    public required uint NextEpoch { get; init; }

    /// <summary>Every instrument ever listed, by id.</summary>
    public required IReadOnlyList<InstrumentText> Instruments { get; init; }

    public required long EventsReplayed { get; init; }

    /// <summary>
    /// By venue: venue time of the newest execution booked, or else of when the events read here began; none for an
    /// empty journal. Executions since then are asked for; those booked already are recognised by their ids.
    /// </summary>
    public required IReadOnlyList<Timestamp> ExecutionsSince { get; init; }

    /// <summary>True when the last run ended in good order.</summary>
    public required bool EndedInGoodOrder { get; init; }

    /// <summary>The head of the journal's chain so far; empty when there is none.</summary>
    public required byte[] ChainHead { get; init; }

    /// <summary>What was repaired or left out, for humans.</summary>
    public required IReadOnlyList<string> Notes { get; init; }
}
