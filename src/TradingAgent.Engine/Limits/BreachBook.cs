using TradingAgent.Engine.Kernel;

namespace TradingAgent.Engine.Limits;

/// <summary>
/// Every broken limit that no operator has cleared yet, each for everything or for one underlying. The mode of an
/// underlying is the severest of those that hold for it.
/// </summary>
internal sealed class BreachBook
{
    private const int Capacity = 64;
    private readonly Reporter _reporter;
    private readonly EngineClock _clock;
    private readonly Breach[] _breaches = new Breach[Capacity];
    private readonly TradingMode[] _modes = new TradingMode[UnderlyingId.Capacity];
    private UnderlyingSet _toCancel;
    private int _count;

    public BreachBook(EngineClock clock, Reporter reporter)
    {
        _clock = clock;
        _reporter = reporter;
    }

    /// <summary>Oldest first.</summary>
    public ReadOnlySpan<Breach> All => _breaches.AsSpan(0, _count);

    /// <summary>The severest mode anywhere.</summary>
    public TradingMode Worst { get; private set; }

    /// <summary>Which limit set it first.</summary>
    public LimitKind Cause { get; private set; }

    /// <summary>The mode that holds for an underlying; for none, that of everything.</summary>
    public TradingMode ModeOf(UnderlyingId underlying) => _modes[underlying.Index];

    /// <summary>Which limit set that mode first; none in normal mode.</summary>
    public LimitKind CauseOf(UnderlyingId underlying)
    {
        TradingMode mode = ModeOf(underlying);
        foreach (ref readonly Breach breach in All)
        {
            bool holds = breach.Underlying.IsNone || breach.Underlying == underlying;
            if (holds && breach.Mode == mode) return breach.Limit;
        }
        return LimitKind.None;
    }

    /// <summary>Since when an underlying is to be flattened, or was halted; none when it is not.</summary>
    public Timestamp FlattenSince(UnderlyingId underlying)
    {
        Timestamp since = Timestamp.None;
        foreach (ref readonly Breach breach in All)
        {
            bool holds = breach.Underlying.IsNone || breach.Underlying == underlying;
            if (!holds || breach.Mode < TradingMode.Flatten) continue;
            if (since.IsNone || breach.Since < since) since = breach.Since;
        }
        return since;
    }

    /// <summary>Takes an underlying that was halted or is to be flattened since this was asked last.</summary>
    public bool TryTakeToCancel(out UnderlyingId underlying) => _toCancel.TryTake(out underlying);

    /// <summary>Latches a breach, or makes one severer; never lowers one. True when anything changed.</summary>
    public bool Raise(
        TradingMode mode, LimitKind limit, UnderlyingId underlying, InstrumentId instrument, double measured,
        double bound)
    {
        int at = Find(limit, underlying, instrument);
        if (at >= 0 && _breaches[at].Mode >= mode) return false;
        TradingMode before = ModeOf(underlying);
        if (at < 0) at = _count < Capacity ? _count++ : MakeRoom(ref underlying, ref mode);
        _breaches[at] = new Breach
        {
            Since = _clock.Now,
            Measured = measured,
            Bound = bound,
            Instrument = instrument,
            Limit = limit,
            Underlying = underlying,
            Mode = mode,
        };
        Recount();
        for (int i = 1; mode >= TradingMode.Flatten && i < UnderlyingId.Capacity; i++)
            if (underlying.IsNone || underlying.Index == i) _toCancel.Add(new UnderlyingId((byte)i));
        _reporter.Mode(underlying, new ModeReport(measured, bound, before, ModeOf(underlying), limit));
        return true;
    }

    /// <summary>Clears the breaches of a limit, of one underlying or of all; false when there is none.</summary>
    public bool Clear(LimitKind limit, UnderlyingId underlying)
    {
        TradingMode before = Worst;
        int kept = 0;
        for (int i = 0; i < _count; i++)
        {
            bool meant = underlying.IsNone || _breaches[i].Underlying == underlying;
            if (_breaches[i].Limit != limit || !meant) _breaches[kept++] = _breaches[i];
        }
        if (kept == _count) return false;
        _breaches.AsSpan(kept, _count - kept).Clear();
        _count = kept;
        Recount();
        _reporter.Mode(underlying, new ModeReport(0, 0, before, Worst, LimitKind.Operator));
        return true;
    }

    public void Save(ref SnapshotWriter writer)
    {
        writer.Write<Breach>(_breaches);
        writer.Write(_count);
        writer.Write(_toCancel);
    }

    public void Load(ref SnapshotReader reader)
    {
        reader.Read<Breach>(_breaches);
        _count = reader.Read<int>();
        _toCancel = reader.Read<UnderlyingSet>();
        Invariant.That(_count is >= 0 and <= Capacity, "a snapshot holds more breaches than the book");
        Recount();
    }

    /// <summary>More breaches than can be told apart: the last place stands for all of them, and halts.</summary>
    private static int MakeRoom(ref UnderlyingId underlying, ref TradingMode mode)
    {
        underlying = UnderlyingId.None;
        mode = TradingMode.Halted;
        return Capacity - 1;
    }

    private int Find(LimitKind limit, UnderlyingId underlying, InstrumentId instrument)
    {
        for (int i = 0; i < _count; i++)
        {
            ref readonly Breach breach = ref _breaches[i];
            if (breach.Limit == limit && breach.Underlying == underlying && breach.Instrument == instrument) return i;
        }
        return -1;
    }

    private void Recount()
    {
        Array.Clear(_modes);
        (Worst, Cause) = (TradingMode.Normal, LimitKind.None);
        foreach (ref readonly Breach breach in All)
        {
            if (breach.Mode > Worst) (Worst, Cause) = (breach.Mode, breach.Limit);
            if (!breach.Underlying.IsNone)
            {
                Raise(ref _modes[breach.Underlying.Index], breach.Mode);
                continue;
            }
            foreach (ref TradingMode mode in _modes.AsSpan()) Raise(ref mode, breach.Mode);
        }
    }

    private static void Raise(ref TradingMode mode, TradingMode to) => mode = to > mode ? to : mode;
}
