using System.Runtime.InteropServices;
using TradingAgent.Engine.Kernel;

namespace TradingAgent.Engine.Limits;

/// <summary>
/// Watches realised plus open P&amp;L, fees and funding included, on every recomputation: the loss of the UTC day, of
/// the last 24 hours and from the peak, each in USD and as a share of equity. A share of a limit quotes passively, a
/// larger one reduces only, the limit flattens or halts; all is latched until an operator clears it by name.
/// Deposits and withdrawals are no P&amp;L: shares are measured on an index that only P&amp;L moves, as a fund's
/// price per unit is, so that they trip nothing.
/// </summary>
internal sealed partial class LossGuard
{
    private const long DayNanoseconds = 86_400_000_000_000;
    private readonly EngineParameters _parameters;
    private readonly EngineClock _clock;
    private readonly BreachBook _breaches;
    private readonly RollingWindow _rolling = new();
    private State _state;

    public LossGuard(EngineLimits limits, EngineParameters parameters, EngineClock clock, Reporter reporter)
    {
        _parameters = parameters;
        _clock = clock;
        _breaches = new BreachBook(clock, reporter);
        Results = new ResultBook(limits);
    }

    /// <summary>The severest mode anywhere.</summary>
    public TradingMode Mode => _breaches.Worst;

    /// <summary>Which limit set it.</summary>
    public LimitKind Cause => _breaches.Cause;

    /// <summary>Every breach that is latched.</summary>
    public ReadOnlySpan<Breach> Breaches => _breaches.All;

    /// <summary>What instruments and underlyings earned.</summary>
    public ResultBook Results { get; }

    /// <summary>P&amp;L since the engine began, USD.</summary>
    public double PnlUsd => _state.Pnl;

    /// <summary>P&amp;L of this UTC day, USD.</summary>
    public double DayPnlUsd => _state.Pnl - _state.DayStart;

    /// <summary>P&amp;L of the last 24 hours, USD.</summary>
    public double RollingPnlUsd => _state.Pnl - (_state.Started == 0 ? _state.Pnl : _rolling.Pnl);

    /// <summary>Fall from the peak, USD, never negative.</summary>
    public double DrawdownUsd => _state.Peak - _state.Pnl;

    /// <summary>The mode that holds for one underlying.</summary>
    public TradingMode ModeOf(UnderlyingId underlying) => _breaches.ModeOf(underlying);

    /// <summary>Which limit set it first.</summary>
    public LimitKind CauseOf(UnderlyingId underlying) => _breaches.CauseOf(underlying);

    /// <summary>A flatten rests for a while, then takes whatever the distance: it has no time to lose.</summary>
    public bool FlattenTakes(UnderlyingId underlying) => _clock.Age(_breaches.FlattenSince(underlying))
        >= _parameters.Milliseconds(ParameterId.FlattenPassiveFor);

    /// <summary>Takes an underlying whose orders must go, because it was halted or is to be flattened.</summary>
    public bool TryTakeToCancel(out UnderlyingId underlying) => _breaches.TryTakeToCancel(out underlying);

    /// <summary>Takes P&amp;L and equity of this moment, USD, and raises modes where a limit says so.</summary>
    /// <returns>True when this moment opened a new UTC day.</returns>
    public bool Update(double pnlUsd, double equityUsd)
    {
        Invariant.That(double.IsFinite(pnlUsd), "the P&L is not a finite number");
        long day = _clock.Now.Nanoseconds / DayNanoseconds;
        long elapsed = _clock.Now.Nanoseconds - _state.ClockSteps;
        if (_state.Started == 0)
        {
            _state = new State { Started = 1, Index = 1, IndexPnl = pnlUsd, PeakIndex = 1, DayIndex = 1 };
            (_state.Peak, _state.DayStart, _state.Day) = (pnlUsd, pnlUsd, day);
            _rolling.Start(elapsed, pnlUsd, 1);
        }
        else
        {
            _rolling.Advance(elapsed, _state.Pnl, _state.Index);
        }
        // What happened since the last look belongs to the day that is looked at: a gap over midnight is no free loss.
        bool isNewDay = day != _state.Day;
        if (isNewDay) BeginDay(day, equityUsd);
        _state.Pnl = pnlUsd;
        MoveIndex(pnlUsd, equityUsd);
        if (_state.DayEquity <= 0) _state.DayEquity = KnownEquity(equityUsd);
        _state.Peak = Math.Max(_state.Peak, pnlUsd);
        _state.PeakIndex = Math.Max(_state.PeakIndex, _state.Index);
        JudgeAccount();
        return isNewDay;
    }

    /// <summary>
    /// The machine's clock was set: a day that begins only by that keeps the loss of the day before, and the last 24
    /// hours are counted in time that passed.
    /// </summary>
    public void OnClockStep(Duration step)
    {
        if (step.Nanoseconds <= 0 || _state.Started == 0) return;
        _state.ClockSteps += step.Nanoseconds;
        long day = _clock.Now.Nanoseconds / DayNanoseconds;
        if (day != _state.Day) _state.Day = day;
    }

    /// <summary>Latches a breach that somebody else found.</summary>
    public void Raise(
        TradingMode mode, LimitKind limit, double measured, double bound, UnderlyingId underlying = default) =>
        _breaches.Raise(mode, limit, underlying, InstrumentId.None, measured, bound);

    /// <summary>
    /// An operator clears a breach by its name: the losses so far are accepted, and its limit counts from here.
    /// </summary>
    /// <returns>False when there is no such breach.</returns>
    public bool Resume(LimitKind limit, UnderlyingId underlying)
    {
        if (!_breaches.Clear(limit, underlying)) return false;
        if (_state.Index <= 0) RestartIndex();
        switch (limit)
        {
            case LimitKind.DayLoss:
                (_state.DayStart, _state.DayIndex) = (_state.Pnl, _state.Index);
                break;
            case LimitKind.RollingLoss:
                _rolling.Start(_clock.Now.Nanoseconds - _state.ClockSteps, _state.Pnl, _state.Index);
                break;
            case LimitKind.PeakDrawdown:
                (_state.Peak, _state.PeakIndex) = (_state.Pnl, _state.Index);
                break;
        }
        return true;
    }

    public void Save(ref SnapshotWriter writer, int count)
    {
        writer.Write(_state);
        _breaches.Save(ref writer);
        _rolling.Save(ref writer);
        Results.Save(ref writer, count);
    }

    public void Load(ref SnapshotReader reader, int count)
    {
        _state = reader.Read<State>();
        _breaches.Load(ref reader);
        _rolling.Load(ref reader);
        Results.Load(ref reader, count);
    }

    private static double KnownEquity(double equityUsd) => double.IsFinite(equityUsd) && equityUsd > 0 ? equityUsd : 0;

    /// <summary>Equity that was all lost has no shares to lose: whoever resumes counts from what is there.</summary>
    private void RestartIndex()
    {
        (_state.Index, _state.DayIndex, _state.PeakIndex) = (1, 1, 1);
        _rolling.Start(_clock.Now.Nanoseconds - _state.ClockSteps, _state.Pnl, _state.Index);
    }

    private void BeginDay(long day, double equityUsd)
    {
        _state.Day = day;
        _state.DayStart = _state.Pnl;
        _state.DayIndex = _state.Index;
        _state.DayEquity = KnownEquity(equityUsd);
    }

    /// <summary>
    /// The index moves by P&amp;L over the equity it was made on, which transfers up to now have changed already.
    /// While the equity is not known the P&amp;L waits, and moves the index as soon as it is.
    /// </summary>
    private void MoveIndex(double pnlUsd, double equityUsd)
    {
        double before = equityUsd - (pnlUsd - _state.IndexPnl);
        if (!double.IsFinite(before) || before <= 0) return;
        _state.Index *= Math.Max(0, equityUsd / before);
        _state.IndexPnl = pnlUsd;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct State
    {
        public double Pnl;
        public double Peak;
        public double DayStart;

        /// <summary>1 at first; moved by P&amp;L as a share of equity.</summary>
        public double Index;

        /// <summary>The P&amp;L that is in the index.</summary>
        public double IndexPnl;
        public double PeakIndex;
        public double DayIndex;

        /// <summary>Equity when the day began, USD; 0 while nobody knows.</summary>
        public double DayEquity;

        /// <summary>By how much the clock was ever set forward, ns.</summary>
        public long ClockSteps;
        public long Day;
        public long Started;
    }
}
