namespace TradingAgent.ConcurrencyTests.Exploring;

/// <summary>
/// A walk through all schedules, depth first: which thread goes on at each point where more than one could. A switch
/// away from a thread that could have gone on is a preemption, and their number is bounded: nearly every fault that
/// interleaving can cause shows with two or three (Musuvathi and Qadeer, 2007).
/// </summary>
internal sealed class Schedules(int preemptionsMax)
{
    private readonly List<(int Count, int Taken)> _path = [];
    private int _depth;
    private int _preemptions;

    /// <summary>The schedule at hand, for whoever wants to see it again.</summary>
    public string Path => string.Join(',', _path.Take(_depth).Select(choice => choice.Taken));

    /// <summary>Chooses among threads that can run; the one that runs stands first when it is among them.</summary>
    public int Choose(ReadOnlySpan<int> able, bool isFirstRunning)
    {
        int count = isFirstRunning && _preemptions >= preemptionsMax ? 1 : able.Length;
        if (count == 1) return able[0];
        if (_depth == _path.Count) _path.Add((count, 0));
        (int _, int taken) = _path[_depth++];
        if (isFirstRunning && taken != 0) _preemptions++;
        return able[taken];
    }

    /// <summary>Goes to the next schedule; false after the last.</summary>
    public bool Next()
    {
        (_depth, _preemptions) = (0, 0);
        while (_path.Count > 0)
        {
            (int count, int taken) = _path[^1];
            _path.RemoveAt(_path.Count - 1);
            if (taken + 1 >= count) continue;
            _path.Add((count, taken + 1));
            return true;
        }
        return false;
    }
}
