namespace TradingAgent.Runtime.Surfaces;

/// <summary>
/// Once a second fits the smile of every held expiry, at each venue by itself, that has new tickers and publishes what
/// it found as SurfaceFitted, on a thread of its own and of the lowest priority. It reads the tape, never the engine.
/// </summary>
internal sealed class SurfaceWatch : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly QuoteTape _tape;
    private readonly Func<InstrumentTable> _instruments;
    private readonly IEventSink _events;
    private readonly SteadyClock _clock;
    private readonly Action<SurfaceFitted, SurfaceStatus> _onChanged;
    private readonly Action<Exception> _onFailed;
    private readonly SortedDictionary<(byte Underlying, byte Venue, long Expiry), ExpirySmile> _smiles = [];
    private readonly HashSet<(byte Underlying, byte Venue, long Expiry)> _held = [];
    private readonly ManualResetEventSlim _ending = new(false);
    private readonly Thread _thread;

    /// <param name="tape">What the market said.</param>
    /// <param name="instruments">The run's table.</param>
    /// <param name="events">Where SurfaceFitted goes.</param>
    /// <param name="clock">Stamps it.</param>
    /// <param name="onChanged">Told of a fit whose status is another than before, and of that.</param>
    /// <param name="onFailed">Told when a round of fits threw.</param>
    public SurfaceWatch(
        QuoteTape tape, Func<InstrumentTable> instruments, IEventSink events, SteadyClock clock,
        Action<SurfaceFitted, SurfaceStatus> onChanged, Action<Exception> onFailed)
    {
        (_tape, _instruments, _events, _clock) = (tape, instruments, events, clock);
        (_onChanged, _onFailed) = (onChanged, onFailed);
        _thread = new Thread(Run) { Name = "surface", IsBackground = true, Priority = ThreadPriority.Lowest };
    }

    public void Start() => _thread.Start();

    /// <summary>One round: every held expiry with news is fitted once, the nearest first.</summary>
    public void Step()
    {
        Timestamp now = _clock.Now;
        InstrumentTable instruments = _instruments();
        FindHeld(instruments, now);
        foreach (Instrument option in instruments.All)
            if (SmileOf(option) is { } smile && _tape.TryRead(option.Id, out OptionTick tick))
                smile.Add(option.Terms, tick, now);
        ExpirySmile[] smiles = [.. _smiles.Values];
        for (int i = 0; i < smiles.Length; i++)
        {
            ExpirySmile smile = smiles[i];
            if (!smile.HasNews) continue;
            SurfaceStatus before = smile.Status;
            SurfaceFitted fit = smile.Fit(now, Beside(smiles, i, -1), Beside(smiles, i, 1));
            bool isNew = fit.Status != before;
            if (fit.Status == SurfaceStatus.TooFewQuotes && !isNew) continue;
            _events.Publish(new EngineEvent
            {
                Kind = EventKind.SurfaceFitted,
                Venue = smile.Venue,
                ReceivedAt = _clock.Now,
                Surface = fit,
            });
            if (isNew) _onChanged(fit, before);
        }
    }

    public void Dispose()
    {
        _ending.Set();
        if (_thread.IsAlive) _thread.Join(Interval);
    }

    private void Run()
    {
        while (!_ending.Wait(Interval))
        {
            try
            {
                Step();
            }
            catch (Exception error)
            {
                // A smile less is no reason to stop: legs that need one say so.
                _onFailed(error);
            }
        }
    }

    /// <summary>Keeps the smiles of expiries of which something is held, and begins a round for each.</summary>
    private void FindHeld(InstrumentTable instruments, Timestamp now)
    {
        _held.Clear();
        foreach (Instrument option in instruments.All)
        {
            if (!option.Terms.IsOption || option.Terms.Expiry <= now || !_tape.IsHeld(option.Id)) continue;
            (byte, byte, long) key = KeyOf(option);
            if (_held.Add(key) && !_smiles.ContainsKey(key))
                _smiles.Add(key, new ExpirySmile(option.Terms.Underlying, option.Terms.Venue, option.Terms.Expiry));
        }
        foreach ((byte, byte, long) key in _smiles.Keys.Where(k => !_held.Contains(k)).ToArray()) _smiles.Remove(key);
        foreach (ExpirySmile smile in _smiles.Values) smile.Begin(now);
    }

    private static (byte Underlying, byte Venue, long Expiry) KeyOf(Instrument option) =>
        (option.Terms.Underlying.Index, option.Terms.Venue.Index, option.Terms.Expiry.Nanoseconds);

    private ExpirySmile? SmileOf(Instrument option) =>
        option.Terms.IsOption ? _smiles.GetValueOrDefault(KeyOf(option)) : null;

    private static ExpirySmile? Beside(ExpirySmile[] smiles, int at, int step)
    {
        int other = at + step;
        return other >= 0 && other < smiles.Length && smiles[other].Underlying == smiles[at].Underlying
            && smiles[other].Venue == smiles[at].Venue
            ? smiles[other] : null;
    }
}
