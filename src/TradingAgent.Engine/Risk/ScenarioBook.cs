using TradingAgent.Engine.Kernel;
using TradingAgent.Engine.Market;
using TradingAgent.Engine.Positions;
using TradingAgent.Engine.Scaling;
using TradingAgent.Quant.Figures;
using TradingAgent.Quant.Maths;
using TradingAgent.Quant.Risk;

namespace TradingAgent.Engine.Risk;

/// <summary>
/// The scenario grid of the whole account: every held option repriced at nine prices, five volatilities and two times.
/// A grid takes many events, a step of a few microseconds each; what is asked about is the last complete one.
/// Futures and coins are linear in the price and always those of now.
/// </summary>
internal sealed class ScenarioBook
{
    /// <summary>Revaluations of one option that fit into a step.</summary>
    private const int StepMax = 256;
    private static readonly Duration Refresh = Duration.FromSeconds(1);
    private readonly EngineClock _clock;
    private readonly EngineParameters _parameters;
    private readonly Listings _listings;
    private readonly MarketState _market;
    private readonly ForwardCurve _curve;
    private readonly CashLedger _cash;
    private readonly PortfolioGreeks _greeks;
    private readonly ScenarioLegs _legs;
    private readonly double[] _work = new double[UnderlyingId.Capacity * ScenarioAxes.Cells];
    private readonly double[] _inverse = new double[UnderlyingId.Capacity];
    private readonly double[] _cells = new double[UnderlyingId.Capacity * ScenarioAxes.Cells];
    private readonly double[] _added = new double[ScenarioAxes.Cells];
    private ScenarioRun _run;

    public ScenarioBook(
        EngineLimits limits, EngineClock clock, EngineParameters parameters, Listings listings, MarketState market,
        ForwardCurve curve, CashLedger cash, PortfolioGreeks greeks)
    {
        (_clock, _parameters, _listings, _market) = (clock, parameters, listings, market);
        (_curve, _cash, _greeks) = (curve, cash, greeks);
        // One place more than legs: the option of an order is priced in it.
        _legs = new ScenarioLegs(limits.Legs + 1);
    }

    /// <summary>A policy asks for the grid; a configured limit does without being told.</summary>
    public bool IsAskedFor { get; set; }

    /// <summary>True while grids are computed.</summary>
    public bool IsOn => IsAskedFor || _parameters[ParameterId.ScenarioLossMax] > 0;

    /// <summary>Moment of which the last complete grid is; none before the first.</summary>
    public Timestamp At => _run.CompleteAt;

    /// <summary>Grids completed, ever.</summary>
    public long Completed => _run.Completed;

    /// <summary>
    /// True when the last grid is young enough, of the options that are held now, and has a value in every cell.
    /// </summary>
    public bool IsUsable => _run.CompleteHoles == 0 && _run.CompleteOf == _greeks.OptionChanges
        && _clock.Age(_run.CompleteAt) <= _parameters.Milliseconds(ParameterId.ScenarioAgeMax);

    /// <summary>P&amp;L of an underlying's options in USD, by cell.</summary>
    public ReadOnlySpan<double> OptionCells(UnderlyingId underlying) =>
        _cells.AsSpan(underlying.Index * ScenarioAxes.Cells, ScenarioAxes.Cells);

    /// <summary>Works on the grid for so many steps of at most a few microseconds.</summary>
    public void Work(int steps)
    {
        if (!IsOn) return;
        if (_run.IsRunning != 0 && _run.Of != _greeks.OptionChanges) _run.IsRunning = 0;
        for (int i = 0; i < steps; i++)
        {
            if (_run.IsRunning != 0) Step();
            else if (IsDue) Begin();
            else return;
        }
    }

    /// <summary>Begins a grid at the next step, however young the last one is; for measurements.</summary>
    public void Restart()
    {
        if (_run.IsRunning == 0) Begin();
    }

    /// <summary>Worst loss of an underlying, USD, with so much delta (coins) added in futures; NaN without a
    /// grid.</summary>
    public double Loss(UnderlyingId underlying, double addedDelta) => Loss(underlying, addedDelta, []);

    /// <summary>The same with the cells of options added, such as those of an order.</summary>
    public double Loss(UnderlyingId underlying, double addedDelta, ReadOnlySpan<double> addedCells)
    {
        ref readonly UnderlyingRisk risk = ref _greeks[underlying];
        double linear = (risk.FuturesDelta + addedDelta) * risk.Spot;
        ReadOnlySpan<double> options = OptionCells(underlying);
        ReadOnlySpan<double> moves = ScenarioAxes.PriceMoves;
        for (int cell = 0; cell < options.Length; cell++)
            _added[cell] = options[cell] + (linear * moves[cell % ScenarioAxes.Moves]);
        WorstCase worst = ScenarioGrid.Worst(_added, addedCells, 1);
        return worst.Status == FigureStatus.Ok ? worst.Loss : double.NaN;
    }

    /// <summary>Cells of one coin of an option; false when it has no value in one of them.</summary>
    public bool TryPerUnit(InstrumentId id, Span<double> cells)
    {
        ref readonly InstrumentTerms terms = ref _listings.Terms(id);
        double forward = _curve.Forward(_curve.SlotOf(id));
        double open = OpenShare.Of(_parameters, terms.Underlying, terms.Expiry, _clock.Now);
        double rate = open * ScenarioLegs.RateOf(
            terms.IsInverse, _curve.Spot(terms.Underlying), forward, _cash.UsdPerUnit(terms.SettleCoin));
        return _legs.TryPerUnit(
            terms, forward, terms.Expiry - _clock.Now, _market.Option(id).MarkVolatility, rate, cells);
    }

    /// <summary>
    /// What a policy may know of the grid. What another underlying's target may lose is spent, held or not yet: two
    /// that grow in the same second do not take the same room.
    /// </summary>
    public void Read(UnderlyingId underlying, TargetBook targets, ref ScenarioFigures figures)
    {
        figures = ScenarioFigures.Unknown;
        ref readonly UnderlyingRisk risk = ref _greeks[underlying];
        if (!IsUsable || !risk.IsPriced) return;
        double others = 0;
        for (int i = 1; i < UnderlyingId.Capacity; i++)
        {
            var other = new UnderlyingId((byte)i);
            if (other == underlying || !(_curve.Spot(other) > 0)) continue;
            others += Math.Max(Loss(other, 0), Loss(other, targets[other] - _greeks[other].Delta));
        }
        ReadOnlySpan<double> cells = OptionCells(underlying);
        for (int move = 0; move < ScenarioAxes.Moves; move++)
        {
            double worst = double.PositiveInfinity;
            for (int cell = move; cell < cells.Length; cell += ScenarioAxes.Moves) worst = Math.Min(worst, cells[cell]);
            figures.Options[move] = worst;
        }
        figures.LinearUsd = risk.FuturesDelta * risk.Spot;
        figures.OthersLossUsd = others;
        figures.AgeSeconds = _clock.Age(_run.CompleteAt).Seconds;
    }

    public void Save(ref SnapshotWriter writer)
    {
        writer.Write(_run);
        _legs.Save(ref writer);
        for (int i = 1; i < UnderlyingId.Capacity; i++)
        {
            var underlying = new UnderlyingId((byte)i);
            int at = i * ScenarioAxes.Cells;
            if (_run.Members.Contains(underlying))
            {
                writer.Write<double>(_work.AsSpan(at, ScenarioAxes.Cells));
                writer.Write(_inverse[i]);
            }
            if (_run.CompleteMembers.Contains(underlying)) writer.Write<double>(_cells.AsSpan(at, ScenarioAxes.Cells));
        }
        writer.Write(IsAskedFor ? 1 : 0);
    }

    public void Load(ref SnapshotReader reader)
    {
        _run = reader.Read<ScenarioRun>();
        _legs.Load(ref reader);
        Array.Clear(_work);
        Array.Clear(_inverse);
        Array.Clear(_cells);
        for (int i = 1; i < UnderlyingId.Capacity; i++)
        {
            var underlying = new UnderlyingId((byte)i);
            int at = i * ScenarioAxes.Cells;
            if (_run.Members.Contains(underlying))
            {
                reader.Read(_work.AsSpan(at, ScenarioAxes.Cells));
                _inverse[i] = reader.Read<double>();
            }
            if (_run.CompleteMembers.Contains(underlying)) reader.Read(_cells.AsSpan(at, ScenarioAxes.Cells));
        }
        IsAskedFor = reader.Read<int>() != 0;
    }

    private bool IsDue => _run.CompleteAt.IsNone || _run.CompleteOf != _greeks.OptionChanges
        || _clock.Now - _run.CompleteAt >= Refresh;

    /// <summary>Copies the book as it is; the only step whose work grows with the portfolio, by a copy.</summary>
    private void Begin()
    {
        for (int i = 1; i < UnderlyingId.Capacity; i++)
        {
            if (!_run.Members.Contains(new UnderlyingId((byte)i))) continue;
            _work.AsSpan(i * ScenarioAxes.Cells, ScenarioAxes.Cells).Clear();
            _inverse[i] = 0;
        }
        _legs.Clear();
        _run.Begin(_clock.Now, _greeks.OptionChanges);
        foreach (ref readonly LegGroup group in _greeks.Groups)
        {
            var underlying = new UnderlyingId((byte)group.Underlying);
            _run.Members.Add(underlying);
            _run.Holes += group.Exceptions;
            double forward = _curve.Forward(group.Slot);
            if (!(forward > 0))
            {
                _run.Holes += group.Count;
                continue;
            }
            Timestamp expiry = _curve.Slot(group.Slot).Expiry;
            long left = Math.Max(0, (expiry - _clock.Now).Nanoseconds);
            double rate = OpenShare.Of(_parameters, underlying, expiry, _clock.Now) * ScenarioLegs.RateOf(
                group.Inverse != 0, _curve.Spot(underlying), forward,
                _cash.UsdPerUnit(new CurrencyId((byte)group.Settle)));
            _legs.Add(_greeks.Legs, group, forward, YearFraction.FromNanoseconds(left), rate);
        }
    }

    private void Step()
    {
        int work = 0;
        while (_run.Group < _legs.Groups.Length)
        {
            ref readonly LegGroup group = ref _legs.Groups[_run.Group];
            int count = Math.Min(ScenarioLegs.ChunkMax, group.Count - _run.Leg);
            // A short batch costs more per leg; four is what the kernel prices at once.
            int cost = (Math.Max(count, 4) + 2) * ScenarioAxes.Moves;
            if (work > 0 && work + cost > StepMax) return;
            work += cost;
            Span<double> values = _work.AsSpan(group.Underlying * ScenarioAxes.Cells, ScenarioAxes.Cells);
            double before = values[ScenarioAxes.Still];
            if (!_legs.AddBlock(_run.Group, group.First + _run.Leg, count, _run.Block, values)) _run.Holes++;
            if (group.Inverse != 0) _inverse[group.Underlying] += values[ScenarioAxes.Still] - before;
            _run.Advance(count, group.Count);
        }
        Complete();
    }

    private void Complete()
    {
        for (int i = 1; i < UnderlyingId.Capacity; i++)
        {
            var underlying = new UnderlyingId((byte)i);
            Span<double> cells = _cells.AsSpan(i * ScenarioAxes.Cells, ScenarioAxes.Cells);
            if (_run.CompleteMembers.Contains(underlying)) cells.Clear();
            if (!_run.Members.Contains(underlying)) continue;
            ReadOnlySpan<double> values = _work.AsSpan(i * ScenarioAxes.Cells, ScenarioAxes.Cells);
            double now = values[ScenarioAxes.Still];
            // Where the coin is the numeraire, coins that are held gain nothing by their own price.
            double coins = _parameters[ParameterId.Numeraire, underlying] == 0 ? 0 : _inverse[i];
            for (int cell = 0; cell < cells.Length; cell++)
                cells[cell] = values[cell] - now - (coins * ScenarioAxes.PriceMoves[cell % ScenarioAxes.Moves]);
        }
        _run.Complete();
    }
}
