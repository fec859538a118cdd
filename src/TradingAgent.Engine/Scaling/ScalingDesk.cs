using TradingAgent.Engine.Execution;
using TradingAgent.Engine.Kernel;
using TradingAgent.Engine.Limits;
using TradingAgent.Engine.Market;
using TradingAgent.Engine.Positions;
using TradingAgent.Engine.Risk;
using TradingAgent.Engine.Scaling.Policies;
using TradingAgent.Engine.Signals;

namespace TradingAgent.Engine.Scaling;

/// <summary>
/// Decides when the policies are asked and shows them the moment. Between two plans the target stands, so a tick that
/// stays inside its band costs one comparison.
/// </summary>
internal sealed class ScalingDesk
{
    private readonly EngineClock _clock;
    private readonly EngineParameters _parameters;
    private readonly Listings _listings;
    private readonly MarketState _market;
    private readonly ForwardCurve _curve;
    private readonly PortfolioGreeks _greeks;
    private readonly CashLedger _cash;
    private readonly LossGuard _loss;
    private readonly TradingPermit _permit;
    private readonly HedgeSelector _selector;
    private readonly TargetBook _targets;
    private readonly BandBook _bands;
    private readonly LegDesk _legDesk;
    private readonly CandidateBoard _candidates;
    private readonly ScenarioBook _scenarios;
    private readonly ScalingView[] _views = new ScalingView[UnderlyingId.Capacity];
    private readonly Timestamp[] _plannedAt = new Timestamp[UnderlyingId.Capacity];
    private UnderlyingSet _speaks;
    private readonly TradingMode[] _planned = new TradingMode[UnderlyingId.Capacity];
    private long _resumes;

    public ScalingDesk(
        EngineLimits limits, EngineClock clock, EngineParameters parameters, Listings listings, MarketState market,
        ForwardCurve curve, PortfolioGreeks greeks, ScenarioBook scenarios, CashLedger cash, LossGuard loss,
        TradingPermit permit, HedgeSelector selector, TargetBook targets, BandBook bands, LegReader legs,
        LegDesk legDesk, CandidateBoard candidates, FlowBoard flow, TraceBook traces, Reporter reporter)
    {
        (_clock, _parameters, _listings, _market, _curve) = (clock, parameters, listings, market, curve);
        (_greeks, _cash, _loss, _permit, _selector, _targets) = (greeks, cash, loss, permit, selector, targets);
        (_bands, _legDesk, _candidates, _scenarios) = (bands, legDesk, candidates, scenarios);
        Bars = new BarBoard(parameters, clock);
        Flow = flow;
        Impact = new ImpactBook(clock, Bars, Flow);
        Pipeline = new ScalingPipeline(Policies, legs, candidates, traces, reporter);
    }

    public PolicyTable Policies { get; } = new();

    public ScalingPipeline Pipeline { get; }

    public BarBoard Bars { get; }

    public FlowBoard Flow { get; }

    public ImpactBook Impact { get; }

    /// <summary>What targets really earned.</summary>
    public TradeBook Trades { get; } = new();

    /// <summary>The snapshot last shown to the policies of an underlying.</summary>
    public ref readonly ScalingView View(UnderlyingId underlying) => ref _views[underlying.Index];

    /// <summary>A new list of policies is in force.</summary>
    public void Commit()
    {
        Span<ushort> shapers = stackalloc ushort[UnderlyingId.Capacity];
        for (int i = 1; i < shapers.Length; i++) shapers[i] = ShaperOf(new UnderlyingId((byte)i));
        Pipeline.Move(Policies.Commit());
        Bars.OnParameters();
        _speaks = default;
        _scenarios.IsAskedFor = false;
        for (int slot = 0; slot < Policies.Count; slot++)
            _scenarios.IsAskedFor |= PolicyList.PolicyOf(Policies.KindOf(slot))?.Definition.NeedsScenarios == true;
        for (int i = 1; i < UnderlyingId.Capacity; i++)
        {
            var underlying = new UnderlyingId((byte)i);
            for (int slot = 0; slot < Policies.Count; slot++)
                if (Policies.Applies(slot, underlying)) _speaks.Add(underlying);
            if (!_speaks.Contains(underlying))
            {
                _targets.Clear(underlying);
                Trades.Forget(underlying);
            }
            // The last word of a policy stands on a new list too; that of another one does not.
            if (ShaperOf(underlying) != shapers[i]) _bands.Clear(underlying);
            _legDesk.Plan(underlying) = default;
            _plannedAt[i] = Timestamp.None;
        }
    }

    /// <summary>An operator resumed the policies: what limits of their own have locked opens again.</summary>
    public void OnResume() => _resumes++;

    /// <summary>Something happened that policies should see at once: a fill, a bar.</summary>
    public void Hurry(UnderlyingId underlying) => _plannedAt[underlying.Index] = Timestamp.None;

    /// <summary>A fill of ours in a future: policies should see it at once, and their trade takes its part.</summary>
    public void OnFill(UnderlyingId underlying, double delta, double price, double feeUsd)
    {
        Hurry(underlying);
        if (_speaks.Contains(underlying)) Trades.OnFill(underlying, GoalOf(underlying), delta, price, feeUsd);
    }

    /// <summary>Closes bars that have ended; their policies are asked at once.</summary>
    public void OnTime()
    {
        Impact.OnTime();
        if (Bars.OnTime()) Array.Clear(_plannedAt);
    }

    /// <summary>Asks the policies of an underlying when it is time.</summary>
    public void PlanIfDue(UnderlyingId underlying)
    {
        if (!_speaks.Contains(underlying) || !_permit.IsEnabled) return;
        bool modeChanged = _loss.ModeOf(underlying) != _planned[underlying.Index];
        Timestamp at = _plannedAt[underlying.Index];
        bool isDue = at.IsNone || modeChanged || _clock.Now - at >= _parameters.Milliseconds(ParameterId.PlanInterval);
        if (!isDue && !Pipeline.IsAwoken(underlying, _curve.Spot(underlying))) return;
        _planned[underlying.Index] = _loss.ModeOf(underlying);
        _plannedAt[underlying.Index] = _clock.Now;
        Look(underlying);
        if (!(_views[underlying.Index].Spot > 0)) return;
        double byHand = _parameters[ParameterId.TargetDelta, underlying];
        TradingMode mode = _loss.ModeOf(underlying);
        BandShape? shape = _bands.Standing(underlying);
        double target = Pipeline.Decide(
            underlying, _views, byHand, mode, _loss.CauseOf(underlying), ref shape, ref _legDesk.Plan(underlying));
        _targets.Set(underlying, target);
        if (shape is { } own) _bands.Set(underlying, own);
        else _bands.Clear(underlying);
        Cross(underlying);
    }

    public void Save(ref SnapshotWriter writer)
    {
        Bars.Save(ref writer);
        Flow.Save(ref writer, _listings.Count);
        Impact.Save(ref writer);
        Trades.Save(ref writer);
        Policies.Save(ref writer);
        Pipeline.Save(ref writer);
        _candidates.Save(ref writer);
        writer.Write<ScalingView>(_views);
        writer.Write<Timestamp>(_plannedAt);
        writer.Write(_speaks);
        writer.Write<TradingMode>(_planned);
        writer.Write(_resumes);
    }

    public void Load(ref SnapshotReader reader)
    {
        Bars.Load(ref reader);
        Flow.Load(ref reader, _listings.Count);
        Impact.Load(ref reader);
        Trades.Load(ref reader);
        Policies.Load(ref reader);
        Pipeline.Load(ref reader);
        _candidates.Load(ref reader);
        reader.Read<ScalingView>(_views);
        reader.Read<Timestamp>(_plannedAt);
        _speaks = reader.Read<UnderlyingSet>();
        reader.Read<TradingMode>(_planned);
        _resumes = reader.Read<long>();
    }

    /// <summary>What the policies want held: the target less the part that is set by hand, coins.</summary>
    private double GoalOf(UnderlyingId underlying) =>
        _targets[underlying] - _parameters[ParameterId.TargetDelta, underlying];

    private void Cross(UnderlyingId underlying)
    {
        ref readonly UnderlyingRisk risk = ref _greeks[underlying];
        double error = risk.Delta - _targets[underlying];
        double width = _bands[underlying].WidthAt(error);
        if (risk.IsPriced && Math.Abs(error) <= width)
            Trades.Cross(underlying, GoalOf(underlying), width, risk.Spot);
    }

    /// <summary>Number of the policy that shapes the band of an underlying; 0 where none does.</summary>
    private ushort ShaperOf(UnderlyingId underlying)
    {
        for (int slot = 0; slot < Policies.Count; slot++)
        {
            ushort kind = Policies.KindOf(slot);
            if (Policies.Applies(slot, underlying) && PolicyList.PolicyOf(kind) is IBandPolicy) return kind;
        }
        return 0;
    }

    /// <summary>Takes the snapshot of one underlying, and of the others what concerns the whole account.</summary>
    private void Look(UnderlyingId underlying)
    {
        ref ScalingView view = ref _views[underlying.Index];
        for (int i = 1; i < UnderlyingId.Capacity; i++)
            if (!_curve.Reference(new UnderlyingId((byte)i)).IsNone) LookAtRisk(new UnderlyingId((byte)i));
        Bars.Read(underlying, ref view);
        LookAtAccount(ref view);
        LookAtHedge(underlying, ref view);
        Flow.Read(underlying, ref view);
        view.Impact = Impact.Fit(underlying);
        if (_scenarios.IsOn) _scenarios.Read(underlying, _targets, ref view.Scenarios);
        else view.Scenarios = ScenarioFigures.Unknown;
        view.Scenarios.Others = _speaks.Count - 1;
    }

    private void LookAtRisk(UnderlyingId underlying)
    {
        ref ScalingView view = ref _views[underlying.Index];
        ref readonly UnderlyingRisk risk = ref _greeks[underlying];
        bool isFresh = _clock.Age(_curve.SpotAt(underlying)) <= _parameters.Milliseconds(ParameterId.ForwardAgeMax);
        view.Now = _clock.Now;
        view.Spot = isFresh ? _curve.Spot(underlying) : 0;
        (view.Delta, view.Gamma) = (risk.Delta, risk.Gamma);
        (view.VegaPerVolPoint, view.ThetaPerDay) = (risk.VegaPerVolPoint, risk.ThetaPerDay);
        view.IsPriced = risk.IsPriced ? 1 : 0;
        view.Legs = risk.Legs;
        view.Target = _targets[underlying];
        view.Trades = Trades.Closed(underlying);
        view.TradeCoins = Trades.Open(underlying).Coins;
        view.TradePnlUsd = view.Spot > 0 ? Trades.Open(underlying).PnlUsd(view.Spot) : double.NaN;
        Bars.ReadCovariance(underlying, ref view);
    }

    private void LookAtAccount(ref ScalingView view)
    {
        view.EquityUsd = _cash.WalletUsd() + _greeks.HoldingsUsd();
        // The loss guard's fall is free of deposits and withdrawals.
        view.EquityPeakUsd = view.EquityUsd + _loss.DrawdownUsd;
        view.PaidInUsd = view.EquityUsd - _loss.PnlUsd;
        (view.PnlUsd, view.DayPnlUsd) = (_loss.PnlUsd, _loss.DayPnlUsd);
        view.Resumes = _resumes;
    }

    private void LookAtHedge(UnderlyingId underlying, ref ScalingView view)
    {
        InstrumentId hedge = _selector.Choose(underlying, 0);
        (view.HalfSpread, view.MakerRate, view.TakerRate) = (double.NaN, double.NaN, double.NaN);
        (view.DepthBid, view.DepthAsk) = (double.NaN, double.NaN);
        if (hedge.IsNone) return;
        (view.DepthBid, view.DepthAsk) = Flow.Depth(hedge);
        ref readonly QuoteView quote = ref _market.Quote(hedge);
        view.HalfSpread = (quote.Ask.ToDouble() - quote.Bid.ToDouble()) / (2 * quote.Mid);
        view.MakerRate = _listings.MakerRate(hedge);
        view.TakerRate = _listings.TakerRate(hedge);
    }
}
