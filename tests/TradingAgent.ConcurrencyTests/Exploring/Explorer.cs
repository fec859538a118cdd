namespace TradingAgent.ConcurrencyTests.Exploring;

/// <summary>
/// Runs a scenario under every schedule of its threads, one thread at a time: they hand over only at the points that
/// the atomic operations of the code under test announce. What this cannot show is what a weaker memory than
/// sequential consistency allows; the stress tests on real threads look for that.
/// </summary>
internal sealed class Explorer
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [ThreadStatic]
    private static Explorer? _here;

    [ThreadStatic]
    private static int _self;

    private readonly Schedules _schedules;
    private readonly SemaphoreSlim[] _turns;
    private readonly SemaphoreSlim _over = new(0);
    private readonly Func<bool>?[] _blockedUntil;
    private readonly bool[] _isFinished;
    private Scenario _scenario;
    private Exception? _failure;
    private bool _isEnding;

    private Explorer(Scenario first, int preemptionsMax)
    {
        (_scenario, _schedules) = (first, new Schedules(preemptionsMax));
        int count = first.Threads.Count;
        _turns = [.. Enumerable.Range(0, count).Select(_ => new SemaphoreSlim(0))];
        (_blockedUntil, _isFinished) = (new Func<bool>?[count], new bool[count]);
        for (int i = 0; i < count; i++)
        {
            int self = i;
            new Thread(() => Work(self)) { IsBackground = true, Name = $"explored {i}" }.Start();
        }
    }

    /// <summary>Explores; throws with the schedule at the first that breaks the scenario.</summary>
    /// <returns>How many schedules there were.</returns>
    public static int Explore(Func<Scenario> make, int preemptionsMax)
    {
        int explored = 0;
        var explorer = new Explorer(make(), preemptionsMax);
        do
        {
            if (explored++ > 0) explorer._scenario = make();
            explorer.RunOnce();
        }
        while (explorer._schedules.Next());
        explorer.End();
        return explored;
    }

    /// <summary>Here another thread may go on; called before each atomic operation of the code under test.</summary>
    public static void Point()
    {
        if (_here is { } explorer) explorer.Pass(_self, until: null);
    }

    /// <summary>Goes on once something holds, which another thread must bring about.</summary>
    public static void WaitUntil(Func<bool> holds)
    {
        if (_here is not { } explorer) throw new InvalidOperationException("nobody else runs who could bring it about");
        explorer.Pass(_self, holds);
    }

    private void RunOnce()
    {
        Array.Clear(_blockedUntil);
        Array.Clear(_isFinished);
        if (TryChoose(-1, out int first)) _turns[first].Release();
        if (!_over.Wait(Patience))
            throw new InvalidOperationException($"Schedule {_schedules.Path}: a thread does not end.");
        if (_failure is null)
        {
            try
            {
                _scenario.Check();
            }
            catch (Exception wrong)
            {
                _failure = wrong;
            }
        }
        if (_failure is null) return;
        string path = _schedules.Path;
        End();
        throw new InvalidOperationException($"Schedule {path}: {_failure.Message}", _failure);
    }

    private void End()
    {
        _isEnding = true;
        foreach (SemaphoreSlim turn in _turns) turn.Release();
    }

    private void Work(int self)
    {
        (_here, _self) = (this, self);
        while (true)
        {
            _turns[self].Wait();
            if (_isEnding) return;
            try
            {
                _scenario.Threads[self]();
            }
            catch (EndedException)
            {
                return;
            }
            catch (Exception wrong)
            {
                _failure ??= wrong;
            }
            _isFinished[self] = true;
            Leave(self);
        }
    }

    private void Pass(int self, Func<bool>? until)
    {
        _blockedUntil[self] = until;
        if (!TryChoose(self, out int next))
        {
            _failure ??= new InvalidOperationException("every thread waits for another");
            _over.Release();
            _turns[self].Wait();
        }
        else if (next != self)
        {
            _turns[next].Release();
            _turns[self].Wait();
        }
        if (_isEnding) throw new EndedException();
        _blockedUntil[self] = null;
    }

    /// <summary>A thread is done: another goes on, or all are over.</summary>
    private void Leave(int self)
    {
        bool isOver = _failure is not null || Array.TrueForAll(_isFinished, finished => finished);
        if (isOver) _over.Release();
        else if (TryChoose(self, out int next)) _turns[next].Release();
        else
        {
            _failure = new InvalidOperationException("every thread that is left waits for another");
            _over.Release();
        }
    }

    private bool TryChoose(int running, out int next)
    {
        Span<int> able = stackalloc int[8];
        int count = 0;
        bool isFirstRunning = running >= 0 && IsAble(running);
        if (isFirstRunning) able[count++] = running;
        for (int i = 0; i < _isFinished.Length; i++)
            if (i != running && IsAble(i)) able[count++] = i;
        next = count == 0 ? -1 : _schedules.Choose(able[..count], isFirstRunning);
        return count > 0;
    }

    private bool IsAble(int thread) =>
        !_isFinished[thread] && (_blockedUntil[thread] is not { } holds || Outside(holds));

    /// <summary>Conditions are looked at by the scheduler: what they read announces no points.</summary>
    private bool Outside(Func<bool> holds)
    {
        (Explorer? here, _here) = (_here, null);
        bool isMet = holds();
        _here = here;
        return isMet;
    }

    /// <summary>Unwinds a thread of a scenario that is not of interest any more.</summary>
    private sealed class EndedException : Exception;
}
