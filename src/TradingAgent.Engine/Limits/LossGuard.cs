using System.Runtime.InteropServices;
using TradingAgent.Engine.Kernel;

namespace TradingAgent.Engine.Limits;

/// <summary>
/// Watches realised plus open P&amp;L, fees and funding included, on every recomputation: the loss of the UTC day and
/// the
/// fall from the peak. A share of a limit reduces only, the limit halts; both are latched until an operator resumes.
/// Deposits and withdrawals are not P&amp;L, so they trip nothing.
/// </summary>
internal sealed class LossGuard
{
    private readonly EngineParameters _parameters;
    private readonly EngineClock _clock;
    private readonly Reporter _reporter;
    private State _state;

    public LossGuard(EngineParameters parameters, EngineClock clock, Reporter reporter)
    {
        _parameters = parameters;
        _clock = clock;
        _reporter = reporter;
    }

    public TradingMode Mode => (TradingMode)_state.Mode;

    /// <summary>Which limit set the mode.</summary>
    public LimitKind Cause => (LimitKind)_state.Cause;

    /// <summary>P&amp;L since the engine began, USD.</summary>
    public double PnlUsd => _state.Pnl;

    /// <summary>P&amp;L of this UTC day, USD.</summary>
    public double DayPnlUsd => _state.Pnl - _state.DayStart;

    /// <summary>Fall from the peak, USD, never negative.</summary>
    public double DrawdownUsd => _state.Peak - _state.Pnl;

    /// <summary>Takes the P&amp;L of this moment and raises the mode where a limit says so.</summary>
    public void Update(double pnlUsd)
    {
        Invariant.That(double.IsFinite(pnlUsd), "the P&L is not a finite number");
        long day = _clock.Now.Nanoseconds / 86_400_000_000_000;
        _state.Pnl = pnlUsd;
        if (_state.Started == 0)
        {
            _state.Started = 1;
            _state.Peak = pnlUsd;
            _state.Day = day;
            _state.DayStart = pnlUsd;
        }
        if (day != _state.Day)
        {
            _state.Day = day;
            _state.DayStart = pnlUsd;
        }
        _state.Peak = Math.Max(_state.Peak, pnlUsd);
        Judge(-DayPnlUsd, _parameters[ParameterId.DayLossMax], LimitKind.DayLoss);
        Judge(DrawdownUsd, _parameters[ParameterId.DrawdownMax], LimitKind.PeakDrawdown);
    }

    /// <summary>Raises the mode; a mode is never lowered but by <see cref="Resume"/>.</summary>
    public void Raise(TradingMode mode, LimitKind cause, double measured, double limit)
    {
        if ((int)mode <= _state.Mode) return;
        _reporter.Mode(UnderlyingId.None, new ModeReport(measured, limit, Mode, mode, cause));
        _state.Mode = (int)mode;
        _state.Cause = (int)cause;
    }

    /// <summary>An operator clears the latch: losses so far are accepted, and counting starts from here.</summary>
    public void Resume()
    {
        if (Mode == TradingMode.Normal) return;
        _reporter.Mode(UnderlyingId.None, new ModeReport(_state.Pnl, 0, Mode, TradingMode.Normal, LimitKind.Operator));
        _state.Mode = (int)TradingMode.Normal;
        _state.Cause = (int)LimitKind.None;
        _state.Peak = _state.Pnl;
        _state.DayStart = _state.Pnl;
    }

    public void Save(ref SnapshotWriter writer) => writer.Write(_state);

    public void Load(ref SnapshotReader reader) => _state = reader.Read<State>();

    private void Judge(double loss, double limit, LimitKind kind)
    {
        if (loss >= limit) Raise(TradingMode.Halted, kind, loss, limit);
        else if (loss >= limit * _parameters[ParameterId.ReduceOnlyShare])
            Raise(TradingMode.ReduceOnly, kind, loss, limit);
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct State
    {
        public double Pnl;
        public double Peak;
        public double DayStart;
        public long Day;
        public int Started;
        public int Mode;
        public int Cause;
        public int Reserved;
    }
}
