using Microsoft.Win32.SafeHandles;

namespace TradingAgent.Runtime.Safety;

/// <summary>
/// Writes a sign of life into the data folder, for a sentinel: only while the engine and the journal move on, so that a
/// stuck agent looks as dead as it is. It also notices a sentinel that fires while this agent lives, or has fired while
/// it was suspended.
/// </summary>
public sealed class Heartbeat : IDisposable
{
    /// <summary>How often.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    /// <summary>Signs held back in a row after which the engine counts as hung: five seconds of them.</summary>
    private const int SilentMax = 10;

    private readonly string _folder;
    private readonly Func<(long Engine, long Journal)> _progress;
    private readonly Action _onSentinel;
    private readonly uint _epoch;
    private readonly SafeFileHandle _file;
    private readonly Lock _gate = new();
    private readonly Timer _timer;
    private HeartbeatState _state = HeartbeatState.Starting;
    private (long Engine, long Journal) _seen;
    private long _beat;
    private bool _toldLock;
    private string? _toldMark;
    private int _silent;

    /// <param name="folder">The data folder, which this process holds.</param>
    /// <param name="epoch">The run.</param>
    /// <param name="progress">How far engine and journal are; both must have moved since the last sign.</param>
    /// <param name="onSentinel">Called once for each time a sentinel fires although this agent lives.</param>
    public Heartbeat(string folder, uint epoch, Func<(long Engine, long Journal)> progress, Action onSentinel)
    {
        (_folder, _epoch, _progress, _onSentinel) = (folder, epoch, progress, onSentinel);
        // A sign must differ from the last one of an earlier run.
        _beat = HeartbeatMark.TryRead(folder, out HeartbeatMark last) ? last.Beat : 0;
        BeganEmpty = !HeartbeatMark.OrdersMayRest(folder);
        _file = File.OpenHandle(
            Path.Combine(folder, HeartbeatMark.FileName), FileMode.OpenOrCreate, FileAccess.Write,
            FileShare.ReadWrite | FileShare.Delete);
        _timer = new Timer(_ => Beat());
    }

    /// <summary>True when no run before this one left an order that may rest.</summary>
    public bool BeganEmpty { get; }

    /// <summary>False once engine or journal have stood still for five seconds. Any thread.</summary>
    public bool IsMoving => Volatile.Read(ref _silent) < SilentMax;

    /// <summary>Gives the first sign, and one each interval from then on.</summary>
    public void Start()
    {
        Write(HeartbeatState.Starting);
        _timer.Change(Interval, Interval);
    }

    /// <summary>What a sentinel that fired before this run left; null if none did. No reason to halt.</summary>
    public string? TakeNoteOfSentinel()
    {
        lock (_gate) return _toldMark = SentinelMark.Read(_folder);
    }

    /// <summary>Orders may leave from here on; what was noted of a sentinel is over.</summary>
    public void EnterTrading()
    {
        lock (_gate)
        {
            if (_toldMark is { } noted) SentinelMark.Remove(_folder, noted);
            _state = HeartbeatState.Trading;
        }
        Beat();
    }

    /// <summary>Ends in good order: no order of ours is open, and nobody needs to watch.</summary>
    public void EnterStopped()
    {
        _timer.Change(Timeout.Infinite, Timeout.Infinite);
        Write(HeartbeatState.Stopped);
    }

    /// <summary>One look, and a sign if there was progress; a start has none to show.</summary>
    internal void Beat()
    {
        HeartbeatState state;
        bool isFiredAt, isSilent;
        lock (_gate)
        {
            if (_state == HeartbeatState.Stopped) return;
            // First of all, moved or not: an agent that was suspended must not decide anything before.
            isFiredAt = _state == HeartbeatState.Trading && IsFiredAt();
            (long Engine, long Journal) now = _progress();
            bool moved = now.Engine > _seen.Engine && now.Journal > _seen.Journal;
            _seen = now;
            state = _state;
            Volatile.Write(ref _silent, moved || state != HeartbeatState.Trading ? 0 : _silent + 1);
            isSilent = !moved && state == HeartbeatState.Trading;
        }
        if (isFiredAt) _onSentinel();
        if (!isSilent) Write(state);
    }

    public void Dispose()
    {
        _timer.Dispose();
        _file.Dispose();
    }

    /// <summary>True once for each firing: by its lock while it lasts, by its mark when it was over before.</summary>
    private bool IsFiredAt()
    {
        bool isHeld = SentinelLock.IsHeld(_folder);
        string? mark = SentinelMark.Read(_folder);
        bool isNew = !_toldLock && (isHeld || (mark is not null && mark != _toldMark));
        _toldLock = isHeld;
        _toldMark = mark ?? _toldMark;
        return isNew;
    }

    private void Write(HeartbeatState state)
    {
        lock (_gate)
        {
            _state = state;
            if (_file.IsClosed) return;
            byte[] line = new HeartbeatMark(++_beat, state, _epoch, _seen.Engine).ToBytes();
            try
            {
                RandomAccess.Write(_file, line, 0);
            }
            catch (IOException)
            {
                // A disk that takes no sign of life takes no journal either: the kill switch acts on that, and a
                // sentinel on the silence.
            }
        }
    }
}
