using TradingAgent.Runtime.Pipeline;

namespace TradingAgent.Runtime.Journal;

/// <summary>
/// The one spare buffer between engine and journal: the engine thread fills it at a segment boundary, the journal
/// thread writes it to disk and gives it back. Neither ever waits; a boundary that finds it in use is skipped and
/// counted.
/// </summary>
public sealed class SnapshotSlot
{
    private byte[] _buffer = [];
    private int _length;
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
        _length = core.SnapshotBytes;
        // The state grows with listings and legs; twice the room makes that rare.
        if (_buffer.Length < _length) _buffer = new byte[_length * 2];
        core.WriteSnapshot(_buffer.AsSpan(0, _length));
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
        SnapshotFile.Write(folder, _header, _buffer.AsSpan(0, _length));
        Volatile.Write(ref _isFull, 0);
        return true;
    }
}
