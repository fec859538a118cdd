using TradingAgent.Engine.Kernel;

namespace TradingAgent.Simulation.Storm.Checkers;

/// <summary>
/// Checker 4: past the loss limit the account loses no more than the reference flattener would, which from the breach
/// on does the agent's residual duty by taking from the exchange's own book, under the same collars, after the same
/// latency and patience; and no more than one order's worth beyond it; and the limit fires. None may trip when money is
/// moved.
/// </summary>
internal sealed class LossChecker(StormSettings settings, Scoreboard board, StormTruth truth)
{
    private static readonly Duration Interval = Duration.FromMilliseconds(1000);
    private readonly double _dayMax = settings[ParameterId.DayLossMax];
    private ReferenceFlattener? _reference;
    private Timestamp _lookedAt;
    private Timestamp _movedAt;
    private long _day = -1;
    private double _dayStart;
    private double _peak;
    private double _worstOfLate;
    private Timestamp _farBeyondSince;
    private bool _hasFired;

    /// <summary>Largest loss against its baseline, USD.</summary>
    public double LossMax { get; private set; }

    /// <summary>The reference flattener's largest loss, USD; the same baseline.</summary>
    public double ReferenceMax => _reference?.LossMax ?? 0;

    public double Limit => _dayMax;

    public bool WasBreached => _reference is not null;

    /// <summary>Cash was paid in or out: no limit may trip on it.</summary>
    public void OnTransfer(Timestamp now) => _movedAt = now;

    public void OnMode(in ModeReport mode)
    {
        _hasFired |= mode.To >= TradingMode.ReduceOnly;
        bool isLoss = mode.Cause is LimitKind.DayLoss or LimitKind.PeakDrawdown;
        if (!isLoss || _movedAt.IsNone || board.Now - _movedAt > Duration.FromSeconds(10)) return;
        double share = settings[ParameterId.ReduceOnlyShare];
        double limit = mode.Limit;
        double loss = mode.Measured;
        board.Judge(StormChecker.Loss, _worstOfLate >= 0.5 * share * limit,
            $"money was moved, and a limit of {limit:F0} tripped on {loss:F0} where {_worstOfLate:F0} was lost");
    }

    public void OnPulse(Timestamp now)
    {
        if (now - _lookedAt < Interval) return;
        _lookedAt = now;
        if (truth.WasLiquidated) return;
        double pnl = truth.Pnl();
        long day = now.Nanoseconds / 86_400_000_000_000;
        if (_day < 0) _peak = pnl;
        if (_reference is null && day != _day) (_day, _dayStart) = (day, pnl);
        if (_reference is null) _peak = Math.Max(_peak, pnl);
        double loss = _dayStart - pnl;
        _worstOfLate = Math.Max(Math.Max(loss, _peak - pnl), _worstOfLate * 0.98);
        LossMax = Math.Max(LossMax, loss);
        if (_reference is null && loss < _dayMax) return;
        JudgeFiring(loss, now);
        _reference ??= new ReferenceFlattener(settings, truth, now, _dayStart);
        _reference.OnSecond(now);
        double allowed = Math.Max(_dayMax, _reference.LossMax) + _reference.OneOrder + (truth.LostUsd * 0.02);
        board.Judge(StormChecker.Loss, loss <= allowed,
            $"{loss:F0} USD lost of the day, where the limit is {_dayMax:F0}, the reference flattener lost " +
            $"{_reference.LossMax:F0} and one order is worth {_reference.OneOrder:F0}");
    }

    /// <summary>A loss far beyond the limit for a minute: by then the agent has said that it stops.</summary>
    private void JudgeFiring(double loss, Timestamp now)
    {
        if (_hasFired || loss < (1.2 * _dayMax) + (truth.LostUsd * 0.02)) _farBeyondSince = Timestamp.None;
        else if (_farBeyondSince.IsNone) _farBeyondSince = now;
        bool isSilent = !_farBeyondSince.IsNone && now - _farBeyondSince > Duration.FromSeconds(60);
        board.Judge(StormChecker.Loss, !isSilent,
            $"{loss:F0} USD lost, the limit is {_dayMax:F0}, and it has not fired");
    }

    public void OnEnd()
    {
        if (_reference is null) board.Judge(StormChecker.Loss, LossMax <= _dayMax || truth.WasLiquidated, $"");
    }
}
