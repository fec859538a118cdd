using System.Runtime.InteropServices;
using TradingAgent.Engine.Execution;
using TradingAgent.Engine.Kernel;
using TradingAgent.Engine.Limits;
using TradingAgent.Engine.Market;
using TradingAgent.Engine.Orders;
using TradingAgent.Engine.Positions;
using TradingAgent.Engine.Risk;
using TradingAgent.Engine.Scaling;
using TradingAgent.Engine.Signals;

namespace TradingAgent.Engine;

/// <summary>
/// The deterministic core: an ordered stream of events in, commands and reports out. No clock, no I/O, one thread. The
/// same events give the same commands, reports and state, bit for bit. This file wires the rooms; Routing follows one
/// event through them; Snapshot writes and reads the state.
/// </summary>
public sealed partial class TradingEngine
{
    /// <summary>A clock pulse has little else to do: it keeps the grid young where the market is quiet.</summary>
    private const int ScenarioStepsPerPulse = 16;

    private readonly EngineClock _clock = new();
    private readonly EngineParameters _parameters = new();
    private readonly VenueHealth _health = new();
    private readonly CashLedger _cash = new();
    private readonly Reporter _reporter;
    private readonly Listings _listings;
    private readonly MarketState _market;
    private readonly ForwardCurve _curve;
    private readonly ReferenceWatch _references;
    private readonly ParityForward _parity;
    private readonly VolatilitySurface _surface;
    private readonly PositionLedger _positions;
    private readonly FillLedger _fills;
    private readonly PortfolioGreeks _greeks;
    private readonly ScenarioBook _scenarios;
    private readonly LossGuard _loss;
    private readonly MarketGuard _marketGuard;
    private readonly StreamGuard _streams;
    private readonly ChainWatch _chains;
    private readonly MarginGuard _margin;
    private readonly EquityCheck _equity;
    private readonly CoinGreeksCheck _coinGreeks;
    private readonly HedgeWatch _hedgeWatch;
    private readonly TradingPermit _permit;
    private readonly CommandBudget _budget;
    private readonly CommandDesk _desk;
    private readonly OrderTable _orders;
    private readonly OrderTracker _tracker;
    private readonly Reconciliation _reconciliation;
    private readonly HedgeDesk _hedges;
    private readonly LegDesk _legs;
    private readonly LadderDesk _ladder;
    private readonly TargetBook _targets;
    private readonly BandBook _bands;
    private readonly ScalingDesk _scaling;
    private readonly TraceBook _traces = new();
    private readonly ScopeStage _scope;
    private readonly Guard _missing;

    public TradingEngine(EngineLimits limits)
        : this(limits, Guard.None)
    {
    }

    /// <summary>An engine without one of its guards, for storms that show what the guard is for.</summary>
    internal TradingEngine(EngineLimits limits, Guard missing)
    {
        Limits = limits;
        _missing = missing;
        _reporter = new Reporter(_clock);
        _listings = new Listings(limits);
        _scope = new ScopeStage(limits, _listings);
        _market = new MarketState(limits, _clock, _parameters);
        _curve = new ForwardCurve(limits, _clock);
        _references = new ReferenceWatch(_clock, _listings, _market, _curve, _health);
        _parity = new ParityForward(_clock, _parameters, _listings, _market, _curve);
        _surface = new VolatilitySurface(_clock, _parameters, _curve, _reporter);
        _positions = new PositionLedger(limits);
        _fills = new FillLedger(limits);
        _greeks = new PortfolioGreeks(
            limits, _clock, _parameters, _listings, _market, _curve, _surface, _positions, _cash, _reporter);
        _scenarios = new ScenarioBook(limits, _clock, _parameters, _listings, _market, _curve, _cash, _greeks);
        _loss = new LossGuard(limits, _parameters, _clock, _reporter);
        _marketGuard = new MarketGuard(_clock, _parameters, _market, _curve, _reporter);
        _streams = new StreamGuard(_clock, _parameters, _health, _reporter);
        _chains = new ChainWatch(_clock, _health, _greeks);
        _margin = new MarginGuard(_parameters, _greeks, _curve, _cash, _loss);
        _equity = new EquityCheck(_parameters, _reporter);
        _coinGreeks = new CoinGreeksCheck(_parameters, _curve, _greeks, _reporter);
        _hedgeWatch = new HedgeWatch(_clock, _parameters, _reporter);
        _permit = new TradingPermit(
            _parameters, _loss, _cash, _greeks, _curve, _listings, _marketGuard, _streams, _margin);
        _budget = new CommandBudget(_parameters, _clock);
        _desk = new CommandDesk(_clock, _parameters);
        _orders = new OrderTable(limits);
        _tracker = new OrderTracker(
            _clock, _parameters, _listings, _orders, _budget, _desk, _health, _reporter, Tally, missing);
        _targets = new TargetBook(_parameters);
        _bands = new BandBook(_parameters, _greeks);
        var pricer = new UnitPricer(_clock, _parameters, _listings, _market, _curve, _cash);
        var open = new OpenExposure(_orders, _listings, _curve, pricer, missing);
        var gate = new PreTradeGate(
            _clock, _parameters, _listings, _market, _greeks, _scenarios, open, _orders, _permit, _loss, _health,
            _budget, _targets, pricer, missing);
        _reconciliation = new Reconciliation(
            limits, _clock, _parameters, _listings, _positions, _cash, _greeks, _orders, open, _tracker, _desk, _health,
            _loss, _permit, _reporter);
        var flow = new FlowBoard(limits, _clock, _parameters, _listings, _curve);
        var selector = new HedgeSelector(
            _clock, _parameters, _listings, _market, _curve, _positions, _health, _reconciliation, _margin, flow,
            _reporter);
        var desk = new OrderDesk(
            _clock, _parameters, _listings, _market, _permit, _orders, _tracker, gate, _traces, _reporter);
        _ladder = new LadderDesk(_clock, _listings, _greeks, _loss, _orders, _tracker, desk, gate, selector);
        _hedges = new HedgeDesk(
            _clock, _parameters, _listings, _market, _positions, _greeks, _permit, _loss, open, _tracker, desk,
            selector, _targets, _bands, _ladder, _reporter, Tally);
        _legs = new LegDesk(
            _clock, _parameters, _listings, _market, _positions, _permit, _loss, desk, selector, _greeks, _targets,
            _bands, _reporter);
        var candidates = new CandidateBoard(_clock, _listings, _market, _positions, selector, pricer);
        _scaling = new ScalingDesk(
            limits, _clock, _parameters, _listings, _market, _curve, _greeks, _scenarios, _cash, _loss, _permit,
            selector, _targets, _bands, new LegReader(_greeks, _surface), _legs, candidates, flow, _traces, _reporter);
    }

    public EngineLimits Limits { get; }

    /// <summary>Sequence of the last event applied; the next must be one more.</summary>
    public long LastSequence { get; private set; }

    /// <summary>Rolling hash of every event applied, bit for bit.</summary>
    public ulong InputHash { get; private set; }

    /// <summary>Commands ever put out.</summary>
    public long CommandCount => _desk.Count;

    /// <summary>What this run did so far.</summary>
    public SessionTally Tally { get; } = new();

    /// <summary>Engine time.</summary>
    public Timestamp Now => _clock.Now;

    /// <summary>Epoch of the run in progress; 0 before the first.</summary>
    public uint Epoch => _tracker.Epoch;

    /// <summary>Changes state and replaces the content of <paramref name="output"/>.</summary>
    /// <exception cref="InvariantException">A bug, or an event out of order: the engine is dead from then
    /// on.</exception>
    public void Apply(in EngineEvent change, EngineOutput output)
    {
        Invariant.That(change.Sequence == LastSequence + 1, "an event came out of order");
        output.Clear();
        LastSequence = change.Sequence;
        InputHash = StateHasher.Hash(
            MemoryMarshal.AsBytes(MemoryMarshal.CreateReadOnlySpan(in change, 1)), InputHash);
        _clock.Advance(change.ReceivedAt);
        _reporter.Begin(output, change.Sequence);
        _desk.Begin(output, change.Sequence);
        _scaling.OnTime();
        Route(change);
        if (!change.EndsFrame) return;
        Decide(output);
        _scenarios.Work(change.Kind == EventKind.TimeAdvanced ? ScenarioStepsPerPulse : 1);
    }
}
