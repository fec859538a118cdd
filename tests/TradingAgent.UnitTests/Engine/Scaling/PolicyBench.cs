using TradingAgent.Engine.Scaling;
using TradingAgent.Engine.Scaling.Policies;
using TradingAgent.Engine.Signals;
using TradingAgent.TestKit.Engine;

namespace TradingAgent.UnitTests.Engine.Scaling;

/// <summary>One policy on a bench: a snapshot the test sets, the policy's memory, and its answers.</summary>
internal sealed class PolicyBench
{
    private readonly ScalingView[] _views = new ScalingView[UnderlyingId.Capacity];
    private readonly PolicyTable _table = new();
    private readonly PolicyMemory[] _memory = new PolicyMemory[UnderlyingId.Capacity];
    private readonly IPolicy _policy;
    private PriceAlarm _alarm;

    public PolicyBench(string policy, params ReadOnlySpan<(string Name, double Value)> values)
    {
        Definition = PolicyList.Find(policy)!;
        _policy = PolicyList.PolicyOf(Definition.Number)!;
        _table.Stage();
        Set(PolicyTable.KindPath(0), UnderlyingId.None, Definition.Number);
        Speak(SmallMarket.Bitcoin, values);
        ref ScalingView view = ref View;
        view.Now = SmallMarket.Start;
        view.Spot = 100_000;
        view.EquityUsd = 1_000_000;
        view.EquityPeakUsd = 1_000_000;
        view.BarSeconds = 60;
        view.TrueRange = 500;
        view.TakerRate = 0;
        for (int i = 0; i < VolatilityFigures.Count; i++) view.Volatility[i] = 0.5;
    }

    public PolicyDefinition Definition { get; }

    /// <summary>The snapshot of bitcoin, which the test may change.</summary>
    public ref ScalingView View => ref _views[SmallMarket.Bitcoin.Index];

    /// <summary>The snapshot of ether.</summary>
    public ref ScalingView Ether => ref _views[SmallMarket.Ether.Index];

    /// <summary>Its account, which the pipeline keeps and the test may set.</summary>
    public PolicyTally Tally { get; set; }

    /// <summary>What the exposures before it made of the target.</summary>
    public double Target { get; set; }

    /// <summary>Prices at which it wants to be asked.</summary>
    public PriceAlarm Alarm => _alarm;

    /// <summary>Lets the policy speak on an underlying with these values.</summary>
    public void Speak(UnderlyingId underlying, params ReadOnlySpan<(string Name, double Value)> values)
    {
        double[] own = [.. Definition.Parameters.Select(parameter => parameter.Default)];
        foreach ((string name, double value) in values)
            own[Definition.Parameters.Select(parameter => parameter.Name).ToList().IndexOf(name)] = value;
        Set(PolicyTable.AppliesPath(0), underlying, 1);
        for (int i = 0; i < own.Length; i++) Set(PolicyTable.ValuePath(0, i), underlying, own[i]);
        _table.Commit();
    }

    /// <summary>Its answer at this moment.</summary>
    public Proposal Ask()
    {
        _alarm = default;
        PolicyTally tally = Tally;
        return _policy.Propose(new PolicyContext(
            _views, SmallMarket.Bitcoin, _table, 0, _memory, in tally, ref _alarm, null, default, 0, Target));
    }

    /// <summary>Its answer when the price is there, a second later.</summary>
    public Proposal At(double price)
    {
        View.Now += Duration.FromSeconds(1);
        View.Spot = price;
        return Ask();
    }

    /// <summary>Its answer after a bar that closed at the price.</summary>
    public Proposal AfterBar(double close)
    {
        View.Now += Duration.FromSeconds(60);
        View.Spot = close;
        View.BarClose = close;
        View.Bars++;
        return Ask();
    }

    private void Set(ushort path, UnderlyingId underlying, double value) =>
        _table.Set(new ParameterSet(path, underlying, value));
}
