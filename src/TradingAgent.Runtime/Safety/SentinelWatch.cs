namespace TradingAgent.Runtime.Safety;

/// <summary>
/// Judges an agent by the changes of its heartbeat against the sentinel's own steady time: no clock of another machine
/// or process is believed. Silence while trading fires; so does a start that lasts too long, for orders of the run
/// before may rest. An orderly stop does not.
/// </summary>
public sealed class SentinelWatch
{
    private readonly long _silenceMax;
    private readonly long _startMax;
    private HeartbeatMark _last;
    private long _changedAt;
    private long _startingSince = -1;
    private bool _isKnown;
    private bool _hasFired;

    /// <param name="silenceMax">How long a heartbeat may stay the same.</param>
    /// <param name="startMax">How long a start may take.</param>
    public SentinelWatch(TimeSpan silenceMax, TimeSpan startMax)
    {
        _silenceMax = (long)silenceMax.TotalMilliseconds;
        _startMax = (long)startMax.TotalMilliseconds;
    }

    /// <summary>The mark last seen.</summary>
    public HeartbeatMark Last => _last;

    /// <summary>One look.</summary>
    /// <param name="mark">What the file says; null when it cannot be read now.</param>
    /// <param name="nowMilliseconds">The sentinel's steady time.</param>
    public SentinelVerdict Look(HeartbeatMark? mark, long nowMilliseconds)
    {
        if (mark is { } seen && (!_isKnown || seen.Beat != _last.Beat))
        {
            if (seen.State != HeartbeatState.Starting) _startingSince = -1;
            else if (_startingSince < 0 || seen.Epoch != _last.Epoch) _startingSince = nowMilliseconds;
            _hasFired = _hasFired && IsStartingStill(seen);
            (_last, _changedAt, _isKnown) = (seen, nowMilliseconds, true);
        }
        if (!_isKnown || _last.State == HeartbeatState.Stopped) return SentinelVerdict.Idle;
        bool isSilent = nowMilliseconds - _changedAt >= _silenceMax;
        bool isStuck = _startingSince >= 0 && nowMilliseconds - _startingSince >= _startMax;
        if (!isSilent && !isStuck) return SentinelVerdict.Watching;
        return _hasFired ? SentinelVerdict.Fired : SentinelVerdict.Fire;
    }

    /// <summary>The venue confirmed: for this silence there is nothing more to do.</summary>
    public void Done() => _hasFired = true;

    /// <summary>A start that goes on after it was fired at is the same trouble.</summary>
    private bool IsStartingStill(in HeartbeatMark seen) =>
        seen.State == HeartbeatState.Starting && _last.State == HeartbeatState.Starting && seen.Epoch == _last.Epoch;
}
