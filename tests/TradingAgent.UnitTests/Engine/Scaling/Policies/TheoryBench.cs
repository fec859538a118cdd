using TradingAgent.Engine.Risk;
using TradingAgent.Engine.Scaling;
using TradingAgent.Engine.Scaling.Policies;
using TradingAgent.Host.Configuration;
using TradingAgent.TestKit.Engine;
using Xunit;

namespace TradingAgent.UnitTests.Engine.Scaling.Policies;

/// <summary>
/// Any policy, with any values, asked about a random market of two coins in which everything is known, in any unit of
/// money and any size of position.
/// </summary>
internal sealed class TheoryBench
{
    private static readonly UnderlyingId[] Both = [SmallMarket.Bitcoin, SmallMarket.Ether];
    private readonly IPolicy _policy;
    private readonly PolicyTable _table = new();
    private readonly PolicyMemory[] _memory = new PolicyMemory[UnderlyingId.Capacity];
    private readonly double[] _values;
    private readonly double _money;
    private readonly double _size;
    private PriceAlarm _alarm;

    /// <param name="policy">Its name.</param>
    /// <param name="values">In the order of its definition, in dollars and coins.</param>
    /// <param name="money">Units of money in a dollar.</param>
    /// <param name="size">Units of size in a coin.</param>
    public TheoryBench(string policy, double[] values, double money = 1, double size = 1)
    {
        _policy = PolicyList.PolicyOf(PolicyList.Find(policy)!.Number)!;
        (_values, _money, _size) = (values, money, size);
        _table.Stage();
        _table.Set(new ParameterSet(PolicyTable.KindPath(0), UnderlyingId.None, Definition.Number));
        foreach (UnderlyingId underlying in Both)
        {
            _table.Set(new ParameterSet(PolicyTable.AppliesPath(0), underlying, 1));
            for (int i = 0; i < values.Length; i++)
                _table.Set(new ParameterSet(PolicyTable.ValuePath(0, i), underlying, values[i] * Unit(i)));
        }
        _table.Commit();
    }

    public PolicyDefinition Definition => _policy.Definition;

    public BandShape? Shape { get; private set; }

    public LegPlan Plan { get; private set; }

    /// <summary>In the order of its definition, dollars and coins.</summary>
    public double this[string name] => _values[Definition.Parameters.Select(p => p.Name).ToList().IndexOf(name)];

    /// <summary>Values that a person could have configured.</summary>
    public static double[] Invent(string policy, SeededRandom random)
    {
        PolicyDefinition definition = PolicyList.Find(policy)!;
        for (int tries = 0; tries < 1_000; tries++)
        {
            double[] values = [.. definition.Parameters.Select(parameter => Invent(parameter, random))];
            if (!definition.Check(new PolicyValues(definition, values)).Any()) return values;
        }
        throw new InvalidOperationException($"{policy}: no values without a contradiction were found");
    }

    /// <summary>Its answer about bitcoin.</summary>
    public Proposal Ask(TheoryMarket market, double target)
    {
        ScalingView[] views = market.ViewsIn(_money, _size);
        LegCandidate[] candidates = market.CandidatesIn(_money, _size);
        PolicyTally tally = default;
        // Only vega-tolerance insists on the legs, and it does not look at them unless it weighs or sorts them.
        LegReader? legs = Definition.Name == "vega-tolerance" ? new LegReader(null!, null!) : null;
        _alarm = default;
        var context = new PolicyContext(
            views, SmallMarket.Bitcoin, _table, 0, _memory, in tally, ref _alarm, legs, candidates, target * _size,
            target * _size);
        Shape = null;
        LegPlan plan = default;
        Proposal proposal = _policy switch
        {
            IBandPolicy band => Take(band.Shape(context, out BandShape? shape), shape),
            ILegPolicy leg => leg.Choose(context, ref plan),
            _ => _policy.Propose(context),
        };
        Plan = plan;
        return proposal;

        Proposal Take(Proposal said, BandShape? shape)
        {
            Shape = shape;
            return said;
        }
    }

    /// <summary>Everything it decided, in dollars and coins: value, band, and the legs it wants.</summary>
    public double[] Decided(Proposal proposal)
    {
        double value = proposal.Value / (Definition.Stage == PolicyStage.Modulator ? 1 : _size);
        var all = new List<double> { proposal.HasValue ? value : double.NaN };
        if (Shape is { } shape)
            all.AddRange(
            [
                shape.Below / _size, shape.Above / _size, shape.InnerShare, shape.HedgeRatio, shape.TargetShift / _size,
                shape.LadderOrders, shape.LadderAnchor / _money, shape.LadderStep / _money,
            ]);
        for (int i = 0; i < Plan.Count; i++) all.Add(Plan.Wanted[i].Quantity / _size);
        return [.. all];
    }

    private static double Invent(PolicyParameter parameter, SeededRandom random)
    {
        int choices = ParameterWords.Choices(parameter.Range).Count;
        // The legs' own vegas are not on this bench, nor the buckets they would be in.
        bool isOfLegs = parameter.Name is "Weigh" or "Tolerance1" or "Tolerance2" or "Tolerance3" or "Tolerance4";
        if (isOfLegs) return 0;
        if (choices > 0) return random.Below(choices);
        bool isOff = parameter.Default == 0 && parameter.Min == 0;
        if (isOff && random.OnceIn(2)) return 0;
        double usual = parameter.Default is double.NaN or 0 ? UsualOf(parameter.Unit) : parameter.Default;
        double value = usual * Elementary(random.Between(-1.5, 1.5));
        if (parameter.Min < 0 && random.OnceIn(2)) value = -value;
        if (IsWhole(parameter.Unit)) value = Math.Round(value);
        return Math.Clamp(value, parameter.Min, parameter.Max);
    }

    private static double Elementary(double power) => Math.Pow(2, power);

    private static bool IsWhole(string unit) => unit is "bars" or "increments" or "steps" or "stakes" or "adds"
        or "trades" or "trades in a row" or "orders a side" or "cycles" or "orders";

    private static double UsualOf(string unit) => unit switch
    {
        "USD" => 50_000,
        "coins" => 2,
        "coins per USD" => 1e-3,
        "USD per vol point" => 3_000,
        "USD per day" => 5_000,
        "USD of delta per 1 % of price" => 50_000,
        "ms" => 600_000,
        _ => 0.5,
    };

    /// <summary>By what a parameter grows when money and size are counted in other units.</summary>
    private double Unit(int index)
    {
        PolicyParameter parameter = Definition.Parameters[index];
        int unitAt = Definition.Parameters.Select(p => p.Name).ToList().IndexOf("TargetUnit");
        return parameter.Unit switch
        {
            "USD" or "USD per vol point" or "USD per day" or "USD of delta per 1 % of price" => _money * _size,
            "1/USD" => 1 / (_money * _size),
            "coins" => _size,
            "coins per USD" => _size / _money,
            "target unit" => _values[unitAt] == 2 ? _money * _size : 1,
            string other when other.Contains("USD", StringComparison.Ordinal) =>
                throw new InvalidOperationException($"{Definition.Name}.{parameter.Name}: what is {other}?"),
            _ => 1,
        };
    }
}
