namespace TradingAgent.Runtime.Journal;

/// <summary>What the engine was after one event; replay must arrive at the same.</summary>
/// <param name="Sequence">The event.</param>
/// <param name="StateHash">Of the engine's whole state.</param>
/// <param name="InputHash">Of all events up to it.</param>
/// <param name="CommandCount">Commands ever put out.</param>
/// <param name="CommandHash">Rolling hash of their bytes.</param>
/// <param name="IsFinal">1 when the run ended here in good order, else 0.</param>
public readonly record struct Checkpoint(
    long Sequence, ulong StateHash, ulong InputHash, long CommandCount, ulong CommandHash, long IsFinal)
{
    /// <summary>Events between two checkpoints.</summary>
    public const int Interval = 4096;

    public static Checkpoint Of(Pipeline.IEngineCore core, ulong commandHash, bool isFinal) =>
        new(core.LastSequence, core.StateHash(), core.InputHash, core.CommandCount, commandHash, isFinal ? 1 : 0);
}
