namespace TradingAgent.Runtime.Replay;

/// <summary>What a verification found.</summary>
public sealed record VerificationResult
{
    /// <summary>Null when everything agreed.</summary>
    public VerificationFailure? Failure { get; init; }

    public bool Passed => Failure is null;

    /// <summary>First event that was replayed.</summary>
    public long FirstSequence { get; init; }

    public long LastSequence { get; init; }

    public long Events { get; init; }

    /// <summary>Commands that the engine derived again and the log holds, byte for byte.</summary>
    public long Commands { get; init; }

    /// <summary>
    /// Commands that were derived again but not logged, because the process ended before they could leave.
    /// </summary>
    public long CommandsNeverLogged { get; init; }

    /// <summary>Checkpoints that agreed.</summary>
    public long Checkpoints { get; init; }

    /// <summary>Events after the last checkpoint or logged command: nothing vouches for them.</summary>
    public long EventsUnvouched { get; init; }

    public ulong FinalStateHash { get; init; }

    public ulong FinalInputHash { get; init; }

    public ulong FinalCommandHash { get; init; }

    /// <summary>The chain's head over everything read, in hexadecimal digits; empty without a chain.</summary>
    public string ChainHead { get; init; } = "";

    /// <summary>The head that the first segment read goes on from; zeros where the journal begins.</summary>
    public string ChainOpening { get; init; } = "";

    /// <summary>The event after which a published head stands; null when it is not in the chain.</summary>
    public long? PublishedHeadAt { get; init; }

    /// <summary>Digests of the sets of parameters that were in force, in order.</summary>
    public IReadOnlyList<string> Policies { get; init; } = [];

    /// <summary>Values that operators set or gave back meanwhile.</summary>
    public long OperatorChanges { get; init; }

    /// <summary>Things worth knowing that are no failure: a torn tail, another machine.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
