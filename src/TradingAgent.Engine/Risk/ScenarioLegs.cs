using TradingAgent.Engine.Kernel;
using TradingAgent.Engine.Market;
using TradingAgent.Quant.Maths;
using TradingAgent.Quant.Options;
using TradingAgent.Quant.Risk;

namespace TradingAgent.Engine.Risk;

/// <summary>
/// The held legs as they were when a grid began, and their value in any scenario. A copy, so that a grid that takes a
/// thousand events to compute is still the grid of one moment.
/// </summary>
internal sealed class ScenarioLegs
{
    /// <summary>Legs that are priced together.</summary>
    public const int ChunkMax = 32;

    private static readonly double[] Factors = [.. ScenarioAxes.PriceMoves.ToArray().Select(move => 1 + move)];
    private static readonly double[] LogFactors = [.. Factors.Select(Elementary.Log)];

    private readonly LegGroup[] _groups;
    private readonly double[] _forwards;
    private readonly double[] _years;
    private readonly double[] _rates;
    private readonly double[] _strikes;
    private readonly double[] _sigmas;
    private readonly double[] _sides;
    private readonly double[] _held;
    private readonly double[] _shifted = new double[ChunkMax];
    private readonly double[] _row = new double[ScenarioAxes.Moves];
    private int _groupCount;
    private int _legCount;

    public ScenarioLegs(int capacity)
    {
        _groups = new LegGroup[capacity];
        (_forwards, _years, _rates) = (new double[capacity], new double[capacity], new double[capacity]);
        (_strikes, _sigmas) = (new double[capacity], new double[capacity]);
        (_sides, _held) = (new double[capacity], new double[capacity]);
    }

    public ReadOnlySpan<LegGroup> Groups => _groups.AsSpan(0, _groupCount);

    /// <summary>Begins a copy.</summary>
    public void Clear() => (_groupCount, _legCount) = (0, 0);

    /// <summary>Copies one group: its forward, years to expiry and USD per unit of a leg's price.</summary>
    public void Add(LegColumns legs, in LegGroup group, double forward, double years, double rate)
    {
        int at = _legCount;
        legs.Strikes.AsSpan(group.First, group.Count).CopyTo(_strikes.AsSpan(at));
        legs.Sigmas.AsSpan(group.First, group.Count).CopyTo(_sigmas.AsSpan(at));
        legs.Sides.AsSpan(group.First, group.Count).CopyTo(_sides.AsSpan(at));
        legs.Counted.AsSpan(group.First, group.Count).CopyTo(_held.AsSpan(at));
        (_forwards[_groupCount], _years[_groupCount], _rates[_groupCount]) = (forward, years, rate);
        _groups[_groupCount++] = group with { First = at };
        _legCount += group.Count;
    }

    /// <summary>
    /// Adds the USD value of some legs of a group to the nine cells of a block; false when a leg has no value there.
    /// </summary>
    public bool AddBlock(int group, int first, int count, int block, Span<double> values)
    {
        Scenario still = ScenarioAxes.CellAt(block * ScenarioAxes.Moves);
        for (int i = 0; i < count; i++)
            _shifted[i] = still.Sigma(_sigmas[first + i], ScenarioAxes.ShiftMin, ScenarioAxes.SigmaMin);
        double years = Math.Max(0, _years[group] - still.YearsForward);
        int refused = Black76Sweep.Evaluate(
            _forwards[group], years, Factors, LogFactors, _strikes.AsSpan(first, count), _shifted.AsSpan(0, count),
            _sides.AsSpan(first, count), _held.AsSpan(first, count), _row);
        for (int move = 0; move < _row.Length; move++)
            values[(block * ScenarioAxes.Moves) + move] += _row[move] * _rates[group];
        return refused == 0;
    }

    /// <summary>
    /// USD per unit of a leg's price. A coin-settled option of value V is V/F coins, each worth S.
    /// </summary>
    public static double RateOf(bool isInverse, double spot, double forward, double usdPerSettle) =>
        isInverse ? spot / forward : usdPerSettle;

    /// <summary>
    /// P&amp;L in USD of one coin of an option in every cell; false when it has no value in one of them.
    /// </summary>
    public bool TryPerUnit(
        in InstrumentTerms terms, double forward, Duration left, double sigma, double rate, Span<double> cells)
    {
        int group = _groups.Length - 1;
        int leg = _strikes.Length - 1;
        if (!(forward > 0) || !(sigma > 0) || _groupCount > group || _legCount > leg) return false;
        (_forwards[group], _rates[group]) = (forward, rate);
        _years[group] = YearFraction.FromNanoseconds(Math.Max(0, left.Nanoseconds));
        (_strikes[leg], _sigmas[leg], _held[leg]) = (terms.Strike.ToDouble(), sigma, 1);
        _sides[leg] = terms.OptionSide == OptionSide.Call ? 1 : -1;
        cells.Clear();
        bool isWhole = true;
        for (int block = 0; block < ScenarioAxes.Blocks; block++) isWhole &= AddBlock(group, leg, 1, block, cells);
        double now = cells[ScenarioAxes.Still];
        for (int cell = 0; cell < cells.Length; cell++) cells[cell] -= now;
        return isWhole;
    }

    public void Save(ref SnapshotWriter writer)
    {
        writer.Write(_groupCount);
        writer.Write(_legCount);
        writer.Write<LegGroup>(_groups.AsSpan(0, _groupCount));
        writer.Write<double>(_forwards.AsSpan(0, _groupCount));
        writer.Write<double>(_years.AsSpan(0, _groupCount));
        writer.Write<double>(_rates.AsSpan(0, _groupCount));
        writer.Write<double>(_strikes.AsSpan(0, _legCount));
        writer.Write<double>(_sigmas.AsSpan(0, _legCount));
        writer.Write<double>(_sides.AsSpan(0, _legCount));
        writer.Write<double>(_held.AsSpan(0, _legCount));
    }

    public void Load(ref SnapshotReader reader)
    {
        _groupCount = reader.Read<int>();
        _legCount = reader.Read<int>();
        Invariant.That(_legCount <= _strikes.Length, "a snapshot's grid holds more legs than this engine can");
        reader.Read(_groups.AsSpan(0, _groupCount));
        reader.Read(_forwards.AsSpan(0, _groupCount));
        reader.Read(_years.AsSpan(0, _groupCount));
        reader.Read(_rates.AsSpan(0, _groupCount));
        reader.Read(_strikes.AsSpan(0, _legCount));
        reader.Read(_sigmas.AsSpan(0, _legCount));
        reader.Read(_sides.AsSpan(0, _legCount));
        reader.Read(_held.AsSpan(0, _legCount));
    }
}
