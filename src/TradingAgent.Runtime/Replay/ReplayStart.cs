using TradingAgent.Runtime.Journal;
using TradingAgent.Runtime.Pipeline;

namespace TradingAgent.Runtime.Replay;

/// <summary>Where a replay begins: empty, or a snapshot's state.</summary>
/// <param name="LastSequence">The last event already in the engine; 0 for an empty one.</param>
/// <param name="CommandHash">Rolling hash of the commands up to there.</param>
/// <param name="File">The snapshot, or none.</param>
internal sealed record ReplayStart(long LastSequence, ulong CommandHash, string? File)
{
    public static readonly ReplayStart Empty = new(0, Journal.CommandHash.Start, null);

    /// <summary>
    /// Loads a snapshot of this build into the engine; null, with a line said, when it cannot be used.
    /// </summary>
    public static ReplayStart? TryLoad(string path, IEngineCore core, List<string> warnings)
    {
        if (!SnapshotFile.TryRead(path, out SnapshotHeader header, out byte[] payload))
        {
            warnings.Add($"{path} is damaged and was left out.");
            return null;
        }
        if (header.BuildId != BuildId.Current)
        {
            warnings.Add($"{path} was written by build {header.BuildId:x16}, not by this one, and was left out.");
            return null;
        }
        core.ReadSnapshot(payload);
        if (core.LastSequence == header.Sequence && core.StateHash() == header.StateHash)
            return new ReplayStart(header.Sequence, header.CommandHash, path);
        throw new JournalDamageException(
            path, 0, $"the engine read it as event {core.LastSequence} with state hash {core.StateHash():x16}, but " +
            $"it was written at event {header.Sequence} with {header.StateHash:x16}");
    }

    /// <summary>
    /// Loads the facts of another build's snapshot into the engine; null, with a line said, when it is damaged.
    /// </summary>
    /// <exception cref="DataFolderException">This build cannot read its facts.</exception>
    public static ReplayStart? TryLoadFacts(string path, IEngineCore core, List<string> notes)
    {
        if (!SnapshotFile.TryRead(path, out SnapshotHeader header, out byte[] payload)) return null;
        try
        {
            core.ReadFacts(payload);
        }
        catch (InvariantException refused)
        {
            throw new DataFolderException(
                $"{path} was written by build {header.BuildId:x16} and cannot be carried over: {refused.Message}. " +
                "Start the build that wrote it, or move the data folder aside: positions and orders are then adopted " +
                "from the venue, and the loss limits begin anew.");
        }
        notes.Add(
            $"Build {header.BuildId:x16} wrote {path}: positions, cash, limits and ids are carried over to this " +
            "build; open orders are asked of the venue.");
        return new ReplayStart(header.Sequence, header.CommandHash, path);
    }
}
