using TradingAgent.Engine;

namespace TradingAgent.Simulation.Storm.Agent;

/// <summary>
/// The journal of a storm, in memory: the engine's state where the segment began, and every event since. What is
/// appended survives a kill only once it was flushed.
/// </summary>
internal sealed class StormJournal
{
    /// <summary>Events of a segment; a checkpoint stands at its end.</summary>
    public const int SegmentEvents = 4096;

    private EngineEvent[] _events = new EngineEvent[SegmentEvents * 2];
    private byte[] _snapshot = [];
    private int _snapshotBytes;
    private int _count;

    /// <summary>The last event before the segment.</summary>
    public long SegmentStart { get; private set; }

    /// <summary>The last event that a kill cannot take.</summary>
    public long FlushedThrough { get; private set; }

    /// <summary>What was flushed of the segment.</summary>
    public ReadOnlySpan<EngineEvent> Flushed => _events.AsSpan(0, (int)(FlushedThrough - SegmentStart));

    /// <summary>The engine's state at <see cref="SegmentStart"/>; empty for a new engine's.</summary>
    public ReadOnlySpan<byte> Snapshot => _snapshot.AsSpan(0, _snapshotBytes);

    public void Append(in EngineEvent change)
    {
        if (_count == _events.Length) Array.Resize(ref _events, _count * 2);
        _events[_count++] = change;
    }

    public void Flush() => FlushedThrough = SegmentStart + _count;

    /// <summary>A segment ends with everything flushed; the next begins with the engine's state.</summary>
    public void BeginSegment(TradingEngine engine)
    {
        Flush();
        SegmentStart = FlushedThrough;
        _count = 0;
        _snapshotBytes = engine.SnapshotBytes;
        if (_snapshot.Length < _snapshotBytes) _snapshot = new byte[_snapshotBytes * 2];
        engine.WriteSnapshot(_snapshot.AsSpan(0, _snapshotBytes));
    }

    /// <summary>The process was killed: what was not flushed never was. Returns how many events are gone.</summary>
    public int Tear()
    {
        int torn = _count - (int)(FlushedThrough - SegmentStart);
        _count -= torn;
        return torn;
    }
}
