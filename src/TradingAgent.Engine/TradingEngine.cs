using System.Runtime.InteropServices;
using TradingAgent.Engine.Execution;
using TradingAgent.Engine.Kernel;
using TradingAgent.Engine.Limits;
using TradingAgent.Engine.Market;
using TradingAgent.Engine.Orders;
using TradingAgent.Engine.Positions;
using TradingAgent.Engine.Risk;
using TradingAgent.Engine.Scaling;

namespace TradingAgent.Engine;

/// <summary>
/// The deterministic core: an ordered stream of events in, commands and reports out. No clock, no I/O, one thread. The
/// same events give the same commands, reports and state, bit for bit. This file wires the rooms; Routing follows one
/// event through them; Snapshot writes and reads the state.
/// </summary>
public sealed partial class TradingEngine
{
    private readonly EngineClock _clock = new();
    private readonly EngineParameters _parameters = new();
    private readonly VenueHealth _health = new();
    private readonly CashLedger _cash = new();
    private readonly Reporter _reporter;
    private readonly Listings _listings;
    private readonly MarketState _market;
    private readonly ForwardCurve _curve;
    private readonly VolatilitySurface _surface;
    private readonly PositionLedger _positions;
    private readonly FillLedger _fills;
    private readonly PortfolioGreeks _greeks;
    private readonly LossGuard _loss;
    private readonly TradingPermit _permit;
    private readonly CommandBudget _budget;
    private readonly CommandDesk _desk;
    private readonly OrderTable _orders;
    private readonly OrderTracker _tracker;
    private readonly Reconciliation _reconciliation;
    private readonly HedgeDesk _hedges;
    private readonly TargetBook _targets;
    private readonly BandBook _bands;
    private readonly ScalingDesk _scaling;
    private readonly ScopeStage _scope;

    public TradingEngine(EngineLimits limits)
    {
        Limits = limits;
        _reporter = new Reporter(_clock);
        _listings = new Listings(limits);
        _scope = new ScopeStage(limits, _listings);
        _market = new MarketState(limits, _clock, _parameters);
        _curve = new ForwardCurve(limits, _clock);
        _surface = new VolatilitySurface(_clock, _parameters, _curve, _reporter);
        _positions = new PositionLedger(limits);
        _fills = new FillLedger(limits);
        _greeks = new PortfolioGreeks(
            limits, _clock, _parameters, _listings, _market, _curve, _surface, _positions, _cash,
            _reporter);
        _loss = new LossGuard(_parameters, _clock, _reporter);
        _permit = new TradingPermit(_parameters, _loss, _cash, _greeks);
        _budget = new CommandBudget(_parameters, _clock);
        _desk = new CommandDesk(_clock, _parameters);
        _orders = new OrderTable(limits);
        _tracker = new OrderTracker(_clock, _parameters, _listings, _orders, _budget, _desk, _reporter, Tally);
        _targets = new TargetBook(_parameters);
        _bands = new BandBook(_parameters, _greeks);
        var open = new OpenExposure(_orders, _listings, _curve);
        var gate = new PreTradeGate(
            _clock, _parameters, _listings, _market, _greeks, open, _orders, _permit, _loss, _health, _budget,
            _targets);
        _reconciliation = new Reconciliation(
            limits, _clock, _parameters, _listings, _positions, _greeks, _orders, open, _tracker, _desk, _health, _loss,
            _permit, _reporter);
        var selector = new HedgeSelector(_listings, _market, _health);
        _hedges = new HedgeDesk(
            _clock, _parameters, _listings, _market, _positions, _greeks, _permit, _loss, _orders, open, _tracker, gate,
            selector, _targets, _bands, _reporter, Tally);
        _scaling = new ScalingDesk(
            _clock, _parameters, _listings, _market, _curve, _greeks, _cash, _loss, _permit, selector, _targets,
            _bands, _reporter);
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
        if (change.EndsFrame) Decide(output);
    }
}
