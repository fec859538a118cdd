namespace TradingAgent.Simulation.Storm;

/// <summary>
/// The agent's clock beside the true one. Set forwards it jumps; set back it goes at half speed until that is made up,
/// as the live clock does: it never runs backwards.
/// </summary>
internal sealed class StormClock
{
    private Duration _ahead;
    private Duration _owed;
    private Timestamp _asOf;

    /// <summary>Its time at a true moment; moments must not go back.</summary>
    public Timestamp At(Timestamp now)
    {
        if (_owed.Nanoseconds > 0)
        {
            var made = new Duration(Math.Min(_owed.Nanoseconds, (now - _asOf).Nanoseconds / 2));
            _owed = new Duration(_owed.Nanoseconds - made.Nanoseconds);
            _ahead = new Duration(_ahead.Nanoseconds - made.Nanoseconds);
        }
        _asOf = now;
        return now + _ahead;
    }

    /// <summary>Somebody sets it: positive is forwards.</summary>
    public void Set(Duration step)
    {
        if (step.Nanoseconds >= 0) _ahead += step;
        else _owed += new Duration(-step.Nanoseconds);
    }
}
