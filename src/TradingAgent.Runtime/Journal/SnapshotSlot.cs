using TradingAgent.Runtime.Pipeline;

namespace TradingAgent.Runtime.Journal;

/// <summary>
/// The one spare buffer between engine and journal: the engine thread fills it at a segment boundary, the journal
/// thread writes it to disk and gives it back. Neither ever waits; a boundary that finds it in use is skipped and
/// counted.
/// </summary>
public sealed class SnapshotSlot(int bytes)
{
    private readonly byte[] _buffer = new byte[bytes];
    private SnapshotHeader _header;
    private int _isFull;
    private long _skipped;

    /// <summary>Boundaries without a snapshot because the last one was not written yet.</summary>
    public long Skipped => Volatile.Read(ref _skipped);

    /// <summary>True when a snapshot waits to be written.</summary>
    public bool IsFull => Volatile.Read(ref _isFull) != 0;

    /// <summary>Copies the engine's state; engine thread.</summary>
    public void Fill(IEngineCore core, ulong commandHash)
    {
        if (IsFull)
        {
            Volatile.Write(ref _skipped, _skipped + 1);
            return;
        }
        core.WriteSnapshot(_buffer);
        _header = new SnapshotHeader
        {
            Sequence = core.LastSequence,
            StateHash = core.StateHash(),
            InputHash = core.InputHash,
            CommandHash = commandHash,
        };
        Volatile.Write(ref _isFull, 1);
    }

    /// <summary>Writes what was filled once the journal holds its last event; journal thread.</summary>
    public bool WriteTo(DataFolder folder, long writtenThrough)
    {
        if (!IsFull || _header.Sequence > writtenThrough) return false;
        SnapshotFile.Write(folder, _header, _buffer);
        Volatile.Write(ref _isFull, 0);
        return true;
    }
}
