using TradingAgent.Runtime.Journal;

namespace TradingAgent.Runtime.Live;

/// <summary>Tells the engine every few seconds how much room the journal's disk has left.</summary>
internal sealed class DiskWatch : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly Func<long> _freeBytes;
    private readonly IEventSink _events;
    private readonly SteadyClock _clock;
    private readonly Timer _timer;
    private long _measured;

    /// <param name="freeBytes">Measures; what it throws is no measurement.</param>
    /// <param name="events">Where DiskMeasured goes.</param>
    /// <param name="clock">Stamps it.</param>
    public DiskWatch(Func<long> freeBytes, IEventSink events, SteadyClock clock)
    {
        (_freeBytes, _events, _clock) = (freeBytes, events, clock);
        _measured = Look();
        _timer = new Timer(_ => Measure());
    }

    /// <summary>As last measured. Any thread.</summary>
    public long FreeBytes => Interlocked.Read(ref _measured);

    public void Start() => _timer.Change(Interval, Interval);

    /// <summary>Measures once; a disk that cannot be asked counts as full.</summary>
    public void Measure()
    {
        long free = Look();
        Interlocked.Exchange(ref _measured, free);
        _events.Publish(new EngineEvent
        {
            Kind = EventKind.DiskMeasured,
            ReceivedAt = _clock.Now,
            Disk = new DiskMeasured(free),
        });
    }

    public void Dispose() => _timer.Dispose();

    private long Look()
    {
        try
        {
            return _freeBytes();
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
