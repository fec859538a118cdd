using TradingAgent.Engine.Kernel;

namespace TradingAgent.Engine.Limits;

/// <summary>Which loss is held against which limit, and what it leads to.</summary>
internal sealed partial class LossGuard
{
    /// <summary>What a campaign of the underlying may lose, USD.</summary>
    public double CampaignLimit(UnderlyingId underlying) => LimitOf(
        _parameters[ParameterId.CampaignLossMax, underlying],
        _parameters[ParameterId.CampaignLossShareMax, underlying]);

    /// <summary>What the UTC day may lose in an underlying, USD.</summary>
    public double UnderlyingLimit(UnderlyingId underlying) => LimitOf(
        Off(_parameters[ParameterId.UnderlyingLossMax, underlying]),
        _parameters[ParameterId.UnderlyingLossShareMax, underlying]);

    /// <summary>What the UTC day may lose in one instrument of an underlying, USD.</summary>
    public double InstrumentLimit(UnderlyingId underlying) => LimitOf(
        Off(_parameters[ParameterId.InstrumentLossMax, underlying]),
        _parameters[ParameterId.InstrumentLossShareMax, underlying]);

    /// <summary>True while a limit is a share of an equity that nobody has told yet.</summary>
    public bool LacksEquity(UnderlyingId underlying) =>
        _state.DayEquity <= 0 && (_parameters[ParameterId.DayLossShareMax] > 0
            || _parameters[ParameterId.RollingLossShareMax] > 0 || _parameters[ParameterId.DrawdownShareMax] > 0
            || _parameters[ParameterId.UnderlyingLossShareMax, underlying] > 0
            || _parameters[ParameterId.InstrumentLossShareMax, underlying] > 0
            || _parameters[ParameterId.CampaignLossShareMax, underlying] > 0);

    /// <summary>
    /// What the account can lose more, USD, before the nearest limit in USD; an order is held against it.
    /// </summary>
    public double HeadroomUsd()
    {
        double day = _parameters[ParameterId.DayLossMax] + DayPnlUsd;
        double drawdown = _parameters[ParameterId.DrawdownMax] - DrawdownUsd;
        double rolling = Off(_parameters[ParameterId.RollingLossMax]) + RollingPnlUsd;
        return Math.Min(day, Math.Min(drawdown, rolling));
    }

    /// <summary>Holds the day of one underlying against its limit.</summary>
    public void JudgeUnderlying(UnderlyingId underlying, double openUsd) => Judge(
        -Results.DayOf(underlying, openUsd), UnderlyingLimit(underlying), LimitKind.UnderlyingLoss, underlying,
        InstrumentId.None);

    /// <summary>Holds the day of one instrument against its limit; its underlying takes the mode.</summary>
    public void JudgeInstrument(InstrumentId instrument, UnderlyingId underlying, double openUsd) => Judge(
        -Results.DayOf(instrument, openUsd), InstrumentLimit(underlying), LimitKind.InstrumentLoss, underlying,
        instrument);

    /// <summary>Holds a figure that must stay below its bound against it, for everything.</summary>
    public void JudgeRatio(LimitKind kind, double share, double measured, double bound)
    {
        TradingMode mode = ModeAt(share, 1);
        if (mode != TradingMode.Normal) Raise(mode, kind, measured, bound);
    }

    /// <summary>A flatten came to its end, by being flat or by running out of time: it halts.</summary>
    public void EndFlatten(in Breach breach) => _breaches.Raise(
        TradingMode.Halted, breach.Limit, breach.Underlying, breach.Instrument, breach.Measured, breach.Bound);

    /// <summary>The figures that explain the limits, for humans.</summary>
    public LimitFigures Figures() => new()
    {
        DayStartPnlUsd = _state.DayStart,
        PeakPnlUsd = _state.Peak,
        RollingStartPnlUsd = _state.Pnl - RollingPnlUsd,
        DayEquityUsd = _state.DayEquity,
        DayLossMaxUsd = _parameters[ParameterId.DayLossMax],
        RollingLossMaxUsd = Off(_parameters[ParameterId.RollingLossMax]),
        DrawdownMaxUsd = _parameters[ParameterId.DrawdownMax],
        DayLossShare = ShareLost(_state.DayIndex),
        RollingLossShare = _state.Started == 0 ? 0 : ShareLost(_rolling.Index),
        DrawdownShare = ShareLost(_state.PeakIndex),
    };

    private void JudgeAccount()
    {
        Judge(-DayPnlUsd, _parameters[ParameterId.DayLossMax], LimitKind.DayLoss);
        Judge(DrawdownUsd, _parameters[ParameterId.DrawdownMax], LimitKind.PeakDrawdown);
        Judge(-RollingPnlUsd, Off(_parameters[ParameterId.RollingLossMax]), LimitKind.RollingLoss);
        Judge(ShareLost(_state.DayIndex), Off(_parameters[ParameterId.DayLossShareMax]), LimitKind.DayLoss);
        Judge(ShareLost(_state.PeakIndex), Off(_parameters[ParameterId.DrawdownShareMax]), LimitKind.PeakDrawdown);
        Judge(ShareLost(_rolling.Index), Off(_parameters[ParameterId.RollingLossShareMax]), LimitKind.RollingLoss);
    }

    private double ShareLost(double from) => from > 0 ? 1 - (_state.Index / from) : 0;

    private void Judge(
        double loss, double limit, LimitKind kind, UnderlyingId underlying = default, InstrumentId instrument = default)
    {
        TradingMode mode = ModeAt(loss, limit);
        if (mode != TradingMode.Normal) _breaches.Raise(mode, kind, underlying, instrument, loss, limit);
    }

    private TradingMode ModeAt(double loss, double limit)
    {
        if (loss >= limit)
            return _parameters[ParameterId.OnHalt] == 2 ? TradingMode.Flatten : TradingMode.Halted;
        if (loss <= 0) return TradingMode.Normal;
        if (loss >= limit * _parameters[ParameterId.ReduceOnlyShare]) return TradingMode.ReduceOnly;
        return loss >= limit * _parameters[ParameterId.PassiveShare] ? TradingMode.Passive : TradingMode.Normal;
    }

    /// <summary>The nearer of an amount and a share of the equity that the day began with.</summary>
    private double LimitOf(double usd, double share) =>
        share > 0 && _state.DayEquity > 0 ? Math.Min(usd, share * _state.DayEquity) : usd;

    /// <summary>Of these limits 0 means none.</summary>
    private static double Off(double limit) => limit > 0 ? limit : double.PositiveInfinity;
}
