using TradingAgent.Engine.Kernel;
using TradingAgent.Engine.Risk;

namespace TradingAgent.Engine;

/// <summary>What may happen: P&amp;L and margin held against their limits, and what operators ask for.</summary>
public sealed partial class TradingEngine
{
    private Timestamp _overdueToldFor;

    /// <summary>Every breach that is latched, oldest first; the engine's own thread.</summary>
    public ReadOnlySpan<Breach> Breaches => _loss.Breaches;

    /// <summary>Values that operators put over the configured ones; the engine's own thread.</summary>
    public ReadOnlySpan<ParameterOverride> Overrides => _parameters.Overrides;

    /// <summary>The mode that holds for one underlying.</summary>
    public TradingMode ModeOf(UnderlyingId underlying) => _loss.ModeOf(underlying);

    /// <summary>The value in force of a parameter, for one underlying or, with none, of the agent.</summary>
    public double ParameterOf(ParameterId id, UnderlyingId underlying) => _parameters[id, underlying];

    private double EquityUsd() => _cash.WalletUsd() + _greeks.HoldingsUsd();

    /// <summary>Risk was recomputed, and all of it is of this moment: the account's limits are looked at.</summary>
    private void JudgeAccount()
    {
        double equity = _equity.IsKnown ? EquityUsd() : double.NaN;
        if (_loss.Update(PnlUsd(), equity)) RestartResults();
        if (_equity.IsKnown) _margin.Judge();
    }

    /// <summary>An underlying's risk was recomputed: its own limits are looked at.</summary>
    private void JudgeUnderlying(UnderlyingId underlying)
    {
        ref readonly UnderlyingRisk risk = ref _greeks[underlying];
        _loss.JudgeUnderlying(underlying, OpenUsdOf(underlying));
        if (double.IsFinite(_loss.InstrumentLimit(underlying))) JudgeInstruments(underlying);
        double error = risk.Delta - _targets[underlying];
        double band = Math.Max(_bands[underlying].Below, _bands[underlying].Above);
        _hedgeWatch.OnRisk(underlying, error, band, risk.FuturesDelta);
    }

    private void JudgeInstruments(UnderlyingId underlying)
    {
        for (int i = 1; i < _listings.Count; i++)
        {
            var id = new InstrumentId(i);
            if (_listings.IsListed(id) && _listings.Terms(id).Underlying == underlying)
                _loss.JudgeInstrument(id, underlying, _greeks.OpenUsdOf(id));
        }
    }

    private void RestartResults()
    {
        for (int i = 1; i < UnderlyingId.Capacity; i++) RestartResult(new UnderlyingId((byte)i));
        for (int i = 1; i < _listings.Count; i++) RestartResult(new InstrumentId(i));
    }

    private void RestartResult(UnderlyingId underlying) =>
        _loss.Results.Restart(underlying, OpenUsdOf(underlying));

    /// <summary>Open P&amp;L of an underlying, and what its coins in the wallets gained where they are delta.</summary>
    private double OpenUsdOf(UnderlyingId underlying) =>
        _greeks[underlying].OpenUsd + _cash.RevaluedUsd(new CurrencyId(underlying.Index));

    private void RestartResult(InstrumentId id)
    {
        if (_listings.IsListed(id)) _loss.Results.Restart(id, _greeks.OpenUsdOf(id));
    }

    /// <summary>Books what a trade, a delivery or a funding brought, where it was brought.</summary>
    private void BookResult(InstrumentId id, double usd)
    {
        if (_listings.IsListed(id)) _loss.Results.Book(id, _listings.Terms(id).Underlying, usd);
    }

    private void OnLimitsTime()
    {
        _marketGuard.OnTime();
        _streams.OnTime();
        EndFlattens();
    }

    /// <summary>
    /// A flatten that a limit began ends halted, when all is flat or its time is up; the time being up is an alarm
    /// too. One that an operator asked for goes on until he resumes.
    /// </summary>
    private void EndFlattens()
    {
        if (_loss.Mode < TradingMode.Flatten || _loss.Breaches.IsEmpty) return;
        Duration budget = _parameters.Milliseconds(ParameterId.FlattenFor);
        for (int i = 0; i < _loss.Breaches.Length; i++)
        {
            Breach breach = _loss.Breaches[i];
            if (breach.Mode != TradingMode.Flatten || !_permit.IsEnabled) continue;
            double left = TradedDelta(breach.Underlying);
            bool isOver = _clock.Now - breach.Since > budget;
            if (isOver && left > 0) TellOverdue(breach, left);
            if (breach.Limit != LimitKind.Operator && (isOver || left == 0)) _loss.EndFlatten(breach);
        }
    }

    private void TellOverdue(in Breach breach, double left)
    {
        if (_overdueToldFor == breach.Since) return;
        _overdueToldFor = breach.Since;
        _reporter.Alarm(breach.Underlying, AlarmKind.FlattenOverdue, left, 0);
    }

    /// <summary>
    /// Sum of |delta| of what may be traded and is held, coins; an option counts with all the delta it could have, so
    /// that one far from the money is not forgotten.
    /// </summary>
    private double TradedDelta(UnderlyingId underlying)
    {
        double sum = 0;
        for (int i = 1; i < _listings.Count; i++)
        {
            var id = new InstrumentId(i);
            if (!_listings.IsListed(id) || !_listings.IsTradable(id) || _positions[id].Quantity.IsZero) continue;
            ref readonly InstrumentTerms terms = ref _listings.Terms(id);
            if (!underlying.IsNone && terms.Underlying != underlying) continue;
            double unit = terms.IsOption
                ? terms.Multiplier.ToDouble() : OrderExposure.UnitDelta(terms, _curve.Spot(terms.Underlying));
            sum += Math.Abs(_positions[id].Quantity.ToDouble() * unit);
        }
        return sum;
    }

    /// <summary>A limit halted or flattens: what rests was placed under another mode, and goes.</summary>
    private void CancelOnSevererMode()
    {
        while (_loss.TryTakeToCancel(out UnderlyingId underlying)) _tracker.CancelAll(underlying);
    }

    private void OnOperator(in OperatorRequested request)
    {
        switch (request.Action)
        {
            case OperatorAction.Halt:
                _loss.Raise(TradingMode.Halted, LimitKind.Operator, 0, 0, request.Underlying);
                _tracker.CancelAll(request.Underlying);
                break;
            case OperatorAction.Flatten:
                _loss.Raise(TradingMode.Flatten, LimitKind.Operator, 0, 0, request.Underlying);
                _tracker.CancelAll(request.Underlying);
                break;
            case OperatorAction.Resume:
                OnResume(request);
                break;
            case OperatorAction.CancelAll:
                _tracker.CancelAll(request.Underlying);
                break;
            case OperatorAction.Drain:
                if (_missing == Guard.Drain) break;
                _permit.Drain();
                _tracker.CancelAll(UnderlyingId.None);
                break;
            case OperatorAction.SetParameter:
                _parameters.Override((ParameterId)request.Path, request.Underlying, request.Value);
                PlanAtOnce(request);
                break;
            case OperatorAction.ClearParameter:
                _parameters.ClearOverride((ParameterId)request.Path, request.Underlying);
                PlanAtOnce(request);
                break;
        }
    }

    /// <summary>Whoever sets a target or a limit sees what it does, not what was planned before.</summary>
    private void PlanAtOnce(in OperatorRequested request)
    {
        for (int i = 1; i < UnderlyingId.Capacity; i++)
        {
            var underlying = new UnderlyingId((byte)i);
            if (!IsMeant(request, underlying)) continue;
            _scaling.Hurry(underlying);
            _decide.Add(underlying);
        }
    }

    private void OnResume(in OperatorRequested request)
    {
        // What policies have locked is no breach, and one resume opens it everywhere: they count the whole account.
        if (request.Limit == LimitKind.Policy)
        {
            _scaling.OnResume();
            PlanAtOnce(request with { Underlying = UnderlyingId.None });
            return;
        }
        if (!_loss.Resume(request.Limit, request.Underlying))
        {
            _reporter.Alarm(request.Underlying, AlarmKind.ResumeNamedNothing, (double)request.Limit, 0);
            return;
        }
        for (int i = 1; request.Limit == LimitKind.UnderlyingLoss && i < UnderlyingId.Capacity; i++)
            if (IsMeant(request, new UnderlyingId((byte)i))) RestartResult(new UnderlyingId((byte)i));
        for (int i = 1; request.Limit == LimitKind.InstrumentLoss && i < _listings.Count; i++)
            if (IsMeant(request, _listings.Terms(new InstrumentId(i)).Underlying)) RestartResult(new InstrumentId(i));
    }

    private static bool IsMeant(in OperatorRequested request, UnderlyingId underlying) =>
        request.Underlying.IsNone || request.Underlying == underlying;
}
