using TradingAgent.Engine.Risk;
using TradingAgent.Engine.Scaling;
using TradingAgent.Engine.Scaling.Policies;
using TradingAgent.TestKit.Engine;
using Xunit;

namespace TradingAgent.UnitTests.Engine.Scaling.Policies;

/// <summary>One policy alone, asked about snapshots made by hand: a calm market in which all is known.</summary>
internal sealed class CalmBench
{
    private readonly IPolicy _policy;
    private readonly PolicyTable _table = new();
    private readonly Dictionary<string, double> _values = [];
    private readonly PolicyMemory[] _memory = new PolicyMemory[UnderlyingId.Capacity];
    private PolicyTally _tally;
    private PriceAlarm _alarm;

    public CalmBench(string name, params ReadOnlySpan<(string Name, double Value)> values)
    {
        PolicyDefinition definition = PolicyList.Find(name)!;
        _policy = PolicyList.PolicyOf(definition.Number)!;
        foreach (PolicyParameter parameter in definition.Parameters) _values[parameter.Name] = parameter.Default;
        Set(definition.Parameters[0].Name, definition.Parameters[0].Default);
        foreach ((string key, double value) in values) Set(key, value);
        View = Calm();
    }

    public ScalingView[] Views { get; } = new ScalingView[UnderlyingId.Capacity];

    /// <summary>Prices at which it wants to be asked.</summary>
    public PriceAlarm Alarm => _alarm;

    /// <summary>The policy's own account.</summary>
    public ref PolicyTally Tally => ref _tally;

    /// <summary>Bitcoin's.</summary>
    public ref ScalingView View => ref Views[SmallMarket.Bitcoin.Index];

    /// <summary>Ether's, which is not there until it is given.</summary>
    public ref ScalingView Ether => ref Views[SmallMarket.Ether.Index];

    public static ScalingView Calm()
    {
        var view = new ScalingView
        {
            Now = SmallMarket.Start,
            Spot = 100_000,
            IsPriced = 1,
            EquityUsd = 1_000_000,
            EquityPeakUsd = 1_000_000,
            TrueRange = 100,
            HalfSpread = 1e-6,
            MakerRate = 0.0002,
            TakerRate = 0.00055,
            DepthBid = 50,
            DepthAsk = 60,
            VolumePerDay = 20_000,
            FundingScore = double.NaN,
            OpenInterestChange = double.NaN,
            PriceChange = double.NaN,
            LiquidationPressure = double.NaN,
            CovarianceIndex = 0,
            Scenarios = ScenarioFigures.Unknown,
        };
        for (int i = 0; i < 7; i++) view.Volatility[i] = 0.5;
        view.Covariance[0] = 0.25;
        return view;
    }

    public void Set(string parameter, double value)
    {
        Assert.True(_values.ContainsKey(parameter), $"{_policy.Definition.Name} has no parameter {parameter}");
        _values[parameter] = value;
        _table.Stage();
        _table.Set(new ParameterSet(PolicyTable.KindPath(0), UnderlyingId.None, _policy.Definition.Number));
        _table.Set(new ParameterSet(PolicyTable.AppliesPath(0), UnderlyingId.None, 1));
        for (int i = 0; i < _values.Count; i++)
        {
            double own = _values[_policy.Definition.Parameters[i].Name];
            _table.Set(new ParameterSet(PolicyTable.ValuePath(0, i), UnderlyingId.None, own));
        }
        _table.Commit();
    }

    /// <summary>Asks about bitcoin, or about the underlying given.</summary>
    public Proposal Ask(double target, double? asked = null, UnderlyingId underlying = default)
    {
        UnderlyingId at = underlying.IsNone ? SmallMarket.Bitcoin : underlying;
        _alarm = default;
        return _policy.Propose(
            new PolicyContext(
                Views, at, _table, 0, _memory, in _tally, ref _alarm, null, [], asked ?? target, target));
    }

    /// <summary>Lets time pass on every snapshot.</summary>
    public void Pass(double seconds)
    {
        for (int i = 0; i < Views.Length; i++)
            if (!Views[i].Now.IsNone) Views[i].Now += Duration.FromSeconds(seconds);
    }

    /// <summary>What is wrong with the values.</summary>
    public static string[] Problems(string name, params (string Name, double Value)[] values)
    {
        PolicyDefinition definition = PolicyList.Find(name)!;
        double[] own =
        [
            .. definition.Parameters.Select(p =>
                values.Where(v => v.Name == p.Name).Select(v => v.Value).DefaultIfEmpty(p.Default).First()),
        ];
        return [.. definition.Check(new PolicyValues(definition, own)).Select(problem => problem.Parameter)];
    }
}
