namespace TradingAgent.Runtime.Pipeline;

/// <summary>
/// Publishes TimeAdvanced every 100 ms, so that engine time passes in quiet markets, follows the machine's clock when
/// it is set, and flushes held updates in time.
/// Live it has a thread of its own; in virtual time its driver calls <see cref="Beat"/>.
/// </summary>
public sealed class ClockPulse : IDisposable
{
    private const int FlushEveryMilliseconds = 4;
    private static readonly Duration ClockTolerance = Duration.FromMilliseconds(250);

    private readonly ConflatingFeed _feed;
    private readonly SteadyClock _clock;
    private readonly AutoResetEvent _holding = new(false);
    private readonly Thread _thread;
    private volatile bool _isStopping;

    public ClockPulse(ConflatingFeed feed, SteadyClock clock)
    {
        _feed = feed;
        _clock = clock;
        _thread = new Thread(Run) { Name = "clock", IsBackground = true };
    }

    public static TimeSpan Interval { get; } = TimeSpan.FromMilliseconds(100);

    public void Start()
    {
        _feed.Holding = () => _holding.Set();
        _thread.Start();
    }

    /// <summary>One pulse, now.</summary>
    public void Beat()
    {
        Duration step = _clock.Reanchor(ClockTolerance);
        Timestamp now = _clock.Now;
        if (step.Nanoseconds != 0)
        {
            _feed.Publish(new EngineEvent
            {
                Kind = EventKind.ClockReanchored,
                ReceivedAt = now,
                Clock = new ClockReanchored(step),
            });
        }
        _feed.FlushIfDue(now);
        _feed.Publish(new EngineEvent { Kind = EventKind.TimeAdvanced, ReceivedAt = now });
    }

    public void Dispose()
    {
        _isStopping = true;
        _feed.Holding = null;
        _holding.Set();
        if (_thread.IsAlive) _thread.Join(TimeSpan.FromSeconds(1));
        _holding.Dispose();
    }

    private void Run()
    {
        long due = Environment.TickCount64 + (long)Interval.TotalMilliseconds;
        while (!_isStopping)
        {
            long left = Math.Max(0, due - Environment.TickCount64);
            _holding.WaitOne((int)(_feed.HasHeld ? Math.Min(left, FlushEveryMilliseconds) : left));
            if (_isStopping) return;
            if (Environment.TickCount64 < due)
            {
                _feed.FlushIfDue(_clock.Now);
                continue;
            }
            Beat();
            due = Environment.TickCount64 + (long)Interval.TotalMilliseconds;
        }
    }
}
