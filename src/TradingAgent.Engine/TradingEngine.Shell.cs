using TradingAgent.Engine.Kernel;
using TradingAgent.Engine.Scaling.Policies;

namespace TradingAgent.Engine;

/// <summary>What the shell and the operator say, and the decision that ends each frame.</summary>
public sealed partial class TradingEngine
{
    private static readonly Duration RiskReportInterval = Duration.FromMilliseconds(1000);

    /// <summary>Below this much room for the journal the agent takes no new risk; the shell does not start under
    /// twice as much.</summary>
    private const long DiskFreeBytesMin = 512L << 20;

    private readonly Timestamp[] _riskToldAt = new Timestamp[UnderlyingId.Capacity];
    private UnderlyingSet _decide;

    private void RouteShell(in EngineEvent change)
    {
        switch (change.Kind)
        {
            case EventKind.InstrumentListed:
                OnListed(change.Instrument, change.Listed.Terms);
                break;
            case EventKind.InstrumentRetired:
                OnRetired(change.Instrument);
                break;
            case EventKind.VenueStatusChanged:
                OnVenueStatus(change.Venue, change.Status);
                break;
            case EventKind.RunStarted:
                OnRunStarted(change.Run);
                break;
            case EventKind.TradingEnabled:
                _permit.Enable();
                break;
            case EventKind.TimeAdvanced:
                OnTime();
                break;
            case EventKind.ParametersBegin:
                _parameters.Stage();
                _scaling.Policies.Stage();
                _scope.Stage();
                break;
            case EventKind.ParameterSet:
                if (!change.Instrument.IsNone) _scope.Set(change.Instrument, change.Parameter);
                else if (change.Parameter.Path >= PolicyTable.FirstPath) _scaling.Policies.Set(change.Parameter);
                else _parameters.Set(change.Parameter);
                break;
            case EventKind.ParametersEnd:
                _parameters.Commit(change.Parameters.Digest);
                _scope.Commit();
                _scaling.Commit();
                _greeks.OnListingsChanged();
                break;
            case EventKind.OperatorRequested:
                OnOperator(change.Operator);
                break;
            case EventKind.DiskMeasured:
                if (change.Disk.FreeBytes < DiskFreeBytesMin)
                    _loss.Raise(
                        TradingMode.ReduceOnly, LimitKind.DiskSpace, change.Disk.FreeBytes, DiskFreeBytesMin);
                break;
            case EventKind.SurfaceFitted:
                int slot = _surface.OnFitted(change.Venue, change.Surface);
                if (slot != 0) _greeks.OnSurface(slot);
                break;
            case EventKind.ClockReanchored:
                _loss.OnClockStep(change.Clock.Step);
                _reporter.Alarm(
                    InstrumentId.None, AlarmKind.ClockReanchored, ClientOrderId.None, change.Clock.Step.Seconds, 0);
                break;
        }
    }

    private void OnTime()
    {
        _greeks.OnTime();
        if (_missing != Guard.AnswerTimeout) _tracker.OnTime();
        _reconciliation.OnTime();
        ReviewReferences();
        OnLimitsTime();
    }

    private void OnListed(InstrumentId id, in InstrumentTerms terms)
    {
        Invariant.That(_listings.List(id, terms), "more instruments are listed than the engine can hold");
        _curve.OnListed(id, terms);
        _scope.Apply(id);
        _greeks.OnListingsChanged();
    }

    /// <summary>
    /// Frees the id of an instrument that is gone from its venue, unless something of ours still hangs on it: the venue
    /// will be asked, and the shell says it again.
    /// </summary>
    private void OnRetired(InstrumentId id)
    {
        if (!_listings.IsListed(id) || !_positions[id].Quantity.IsZero || _orders.HasAlive(id)) return;
        InstrumentTerms terms = _listings.Terms(id);
        _listings.Retire(id);
        _scope.Clear(id);
        _market.Clear(id);
        _scaling.Flow.Clear(id);
        _positions.Clear(id);
        _loss.Results.Clear(id);
        _reconciliation.Clear(id);
        _curve.OnRetired(id, terms, _listings.Count);
        for (int i = 1; terms.IsPerpetual && i < _listings.Count; i++)
        {
            var other = new InstrumentId(i);
            if (_listings.IsListed(other) && _listings.Terms(other).Underlying == terms.Underlying)
                _curve.OnListed(other, _listings.Terms(other));
        }
        _greeks.OnListingsChanged();
    }

    /// <summary>Another perpetual gives the price of an underlying from now on: everything is priced off it.</summary>
    private void ReviewReferences()
    {
        while (_references.TryMove(out UnderlyingId underlying))
        {
            _reporter.Reference(_curve.Reference(underlying));
            _greeks.OnSpotChanged(underlying);
        }
    }

    private void OnVenueStatus(VenueId venue, in VenueStatusChanged status)
    {
        VenueStatus before = _health[venue, status.Stream];
        if (!_health.Set(venue, status.Stream, status.Status)) return;
        _reporter.VenueState(venue, new VenueStateReport(status.Stream, status.Status));
        if (status.Stream == VenueStream.Private) _reconciliation.OnPrivateStream(venue, status.Status);
        if (status.Stream == VenueStream.OptionMarket) _chains.OnChanged(venue, before, status.Status);
    }

    private void OnRunStarted(in RunStarted run)
    {
        _clock.StartRun();
        _permit.StartRun();
        _health.StartRun();
        _streams.StartRun();
        _reconciliation.StartRun(run.Venues, run.Away);
        _tracker.StartRun(run.Epoch);
        Tally.StartRun(_clock.Now);
    }

    /// <summary>Greeks up to date, then limits, then what to do about it.</summary>
    private void Decide(EngineOutput output)
    {
        // A fill touches its underlying and its currency: what it realised is booked already, and until both are summed
        // it counts as open too. The account is judged when all sums are of one moment.
        var summed = default(UnderlyingSet);
        while (_greeks.TryStabilize(out UnderlyingId underlying)) summed.Add(underlying);
        output.GreeksUpdated |= !summed.IsEmpty;
        if (!summed.IsEmpty && _missing != Guard.LossLatch) JudgeAccount();
        while (summed.TryTake(out UnderlyingId underlying))
        {
            if (_missing != Guard.LossLatch) JudgeUnderlying(underlying);
            TellRisk(underlying);
            _decide.Add(underlying);
        }
        CancelOnSevererMode();
        while (_decide.TryTake(out UnderlyingId underlying)) WorkIfReady(underlying);
    }

    private void WorkIfReady(UnderlyingId underlying)
    {
        if (_curve.Reference(underlying).IsNone) return;
        if (_permit.IsEnabled && !_reconciliation.MayTrade) return;
        if (_chains.IsBeingTold(underlying) && !_permit.MustFlatten(underlying)) return;
        _scaling.PlanIfDue(underlying);
        _hedges.Work(underlying);
        _legs.Work(underlying);
    }

    /// <summary>
    /// Realised, funding and fees as booked, plus the open P&amp;L of everything priced and of coins that are delta.
    /// </summary>
    private double PnlUsd() => _cash.BookedUsd() + _cash.RevaluedUsd() + _greeks.OpenUsd();

    private void TellRisk(UnderlyingId underlying)
    {
        // A currency's wallet touches the underlying of its number, which for a dollar is none.
        if (_curve.Reference(underlying).IsNone) return;
        ref Timestamp told = ref _riskToldAt[underlying.Index];
        if (_clock.Now - told < RiskReportInterval) return;
        told = _clock.Now;
        EngineStatus.UnderlyingStatus status = StatusOf(underlying);
        _reporter.Risk(underlying, new RiskReport(
            status.Delta, status.Gamma, status.VegaPerVolPoint, status.ThetaPerDay, status.Target, status.Band,
            status.OuterBand, status.Spot, status.OptionValueUsd, status.Legs, status.LegsNotGood,
            status.SmileDelta));
    }
}
