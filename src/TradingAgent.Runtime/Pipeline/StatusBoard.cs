namespace TradingAgent.Runtime.Pipeline;

/// <summary>
/// The latest status, copied out by the engine thread for whoever asks. A sequence lock: the writer never waits, a
/// reader that met a write reads again.
/// </summary>
public sealed class StatusBoard
{
    /// <summary>How old the status may be, in event time.</summary>
    public static readonly Duration RefreshEvery = Duration.FromMilliseconds(200);

    private readonly EngineStatus.UnderlyingStatus[] _underlyings =
        new EngineStatus.UnderlyingStatus[UnderlyingId.Capacity];
    private EngineStatus _account;
    private Timestamp _writtenAt;
    private long _version;

    /// <summary>The account as a whole.</summary>
    public EngineStatus Account
    {
        get
        {
            while (true)
            {
                long version = Volatile.Read(ref _version);
                EngineStatus copy = _account;
                if (IsWhole(version)) return copy;
            }
        }
    }

    /// <summary>One underlying.</summary>
    public EngineStatus.UnderlyingStatus this[UnderlyingId underlying]
    {
        get
        {
            while (true)
            {
                long version = Volatile.Read(ref _version);
                EngineStatus.UnderlyingStatus copy = _underlyings[underlying.Index];
                if (IsWhole(version)) return copy;
            }
        }
    }

    /// <summary>Copies the engine's status when the last copy is old enough; engine thread.</summary>
    internal void Refresh(IEngineCore core, Timestamp now)
    {
        if (now.Nanoseconds - _writtenAt.Nanoseconds < RefreshEvery.Nanoseconds) return;
        _writtenAt = now;
        // An odd version says that a write is going on; the fences keep the copy between the two increments.
        Interlocked.Increment(ref _version);
        _account = core.Status();
        for (int i = 1; i < _underlyings.Length; i++) _underlyings[i] = core.StatusOf(new UnderlyingId((byte)i));
        Interlocked.Increment(ref _version);
    }

    private bool IsWhole(long version)
    {
        Interlocked.MemoryBarrier();
        return version % 2 == 0 && Volatile.Read(ref _version) == version;
    }
}
