namespace TradingAgent.Runtime.Replay;

/// <summary>The first place where replay and record part.</summary>
/// <param name="Sequence">The event being replayed.</param>
/// <param name="CommandNumber">The command concerned, or 0.</param>
/// <param name="File">The file that disagrees.</param>
/// <param name="Offset">Where in it the record begins.</param>
/// <param name="What">What is different.</param>
public sealed record VerificationFailure(long Sequence, long CommandNumber, string File, long Offset, string What)
{
    public override string ToString() =>
        $"event {Sequence}{(CommandNumber > 0 ? $", command {CommandNumber}" : "")}: {What} ({File} at byte {Offset})";
}
