using TradingAgent.Engine.Kernel;
using TradingAgent.Engine.Market;

namespace TradingAgent.Engine.Limits;

/// <summary>
/// Bars new risk on an underlying while its prices do not fit one another: the reference's mark too far from the
/// index, or the basis of an expiry too wide for the time it has. Both are looked at on every pulse of the clock; the
/// bar ends with its cause, and an operator hears of both edges.
/// </summary>
internal sealed class MarketGuard
{
    private const double YearSeconds = 365.0 * 86_400;

    /// <summary>An expiry nearer than this counts as this far: a tick of basis is not a rate.</summary>
    private const double YearsMin = 7.0 / 365;

    private readonly EngineClock _clock;
    private readonly EngineParameters _parameters;
    private readonly MarketState _market;
    private readonly ForwardCurve _curve;
    private readonly Reporter _reporter;
    private UnderlyingSet _diverged;
    private UnderlyingSet _wide;

    public MarketGuard(
        EngineClock clock, EngineParameters parameters, MarketState market, ForwardCurve curve, Reporter reporter)
    {
        (_clock, _parameters, _market, _curve, _reporter) = (clock, parameters, market, curve, reporter);
    }

    /// <summary>True while the prices of an underlying do not fit one another.</summary>
    public bool Bars(UnderlyingId underlying) => _diverged.Contains(underlying) || _wide.Contains(underlying);

    public void OnTime()
    {
        for (int i = 1; i < UnderlyingId.Capacity; i++)
        {
            var underlying = new UnderlyingId((byte)i);
            InstrumentId reference = _curve.Reference(underlying);
            if (reference.IsNone) continue;
            JudgeIndex(underlying, _market.Mark(reference));
            JudgeBasis(underlying);
        }
    }

    public void Save(ref SnapshotWriter writer)
    {
        writer.Write(_diverged);
        writer.Write(_wide);
    }

    public void Load(ref SnapshotReader reader)
    {
        _diverged = reader.Read<UnderlyingSet>();
        _wide = reader.Read<UnderlyingSet>();
    }

    private void JudgeIndex(UnderlyingId underlying, in MarkView mark)
    {
        bool isOld = _clock.Age(mark.At) > _parameters.Milliseconds(ParameterId.MarkAgeMax);
        if (isOld || mark.Mark.Raw <= 0 || mark.Index.Raw <= 0) return;
        double bound = _parameters[ParameterId.IndexDivergenceMax, underlying];
        double away = Math.Abs((mark.Mark.ToDouble() / mark.Index.ToDouble()) - 1) * 1e4;
        Set(ref _diverged, underlying, bound > 0 && away > bound, AlarmKind.IndexDiverges, away, bound);
    }

    private void JudgeBasis(UnderlyingId underlying)
    {
        double bound = _parameters[ParameterId.BasisMax, underlying];
        double widest = 0;
        for (int slot = 1; slot < _curve.SlotCount; slot++)
        {
            ref readonly ExpirySlot expiry = ref _curve.Slot(slot);
            if (expiry.Underlying != underlying.Index || expiry.At.IsNone || expiry.Expiry <= _clock.Now) continue;
            double years = Math.Max(YearsMin, (expiry.Expiry - _clock.Now).Seconds / YearSeconds);
            widest = Math.Max(widest, Math.Abs(expiry.Basis) / years);
        }
        Set(ref _wide, underlying, bound > 0 && widest > bound, AlarmKind.BasisTooWide, widest, bound);
    }

    private void Set(
        ref UnderlyingSet set, UnderlyingId underlying, bool isSo, AlarmKind kind, double measured, double bound)
    {
        if (isSo == set.Contains(underlying)) return;
        if (isSo) set.Add(underlying);
        else set.Remove(underlying);
        _reporter.Alarm(underlying, kind, measured, bound);
    }
}
