using TradingAgent.Engine.Scaling;
using TradingAgent.Engine.Scaling.Policies;

namespace TradingAgent.TestKit.Engine;

/// <summary>The list of scaling policies.</summary>
public sealed partial class EngineRig
{
    private readonly List<(ushort Path, UnderlyingId Underlying, double Value)> _policies = [];
    private int _slots;

    /// <summary>
    /// Adds a policy on bitcoin to the list, for the next <see cref="SendParameters"/>; what is not given has its
    /// default.
    /// </summary>
    public EngineRig WithPolicy(string name, params ReadOnlySpan<(string Name, double Value)> values) =>
        WithPolicy(name, [SmallMarket.Bitcoin], 1, values);

    /// <summary>Adds a policy on some underlyings with a weight.</summary>
    public EngineRig WithPolicy(
        string name, IReadOnlyList<UnderlyingId> underlyings, double weight,
        params ReadOnlySpan<(string Name, double Value)> values)
    {
        PolicyDefinition definition = PolicyList.Find(name)!;
        double[] own = [.. definition.Parameters.Select(parameter => parameter.Default)];
        foreach ((string key, double value) in values)
            own[definition.Parameters.Select(parameter => parameter.Name).ToList().IndexOf(key)] = value;
        _policies.Add((PolicyTable.KindPath(_slots), UnderlyingId.None, definition.Number));
        _policies.Add((PolicyTable.WeightPath(_slots), UnderlyingId.None, weight));
        foreach (UnderlyingId underlying in underlyings)
        {
            _policies.Add((PolicyTable.AppliesPath(_slots), underlying, 1));
            for (int i = 0; i < own.Length; i++) _policies.Add((PolicyTable.ValuePath(_slots, i), underlying, own[i]));
        }
        _slots++;
        return this;
    }

    /// <summary>
    /// A composition in which every kind of stage has something to do: exposure, modulators, limits on risk and on
    /// changes.
    /// </summary>
    public EngineRig WithManyPolicies(params UnderlyingId[] underlyings)
    {
        WithPolicy("volatility-target", underlyings, 1, ("CapitalShare", 1), ("TargetVolatility", 0.5));
        WithPolicy("drawdown-control", underlyings, 1, ("FloorShare", 0.5));
        WithPolicy("volatility", underlyings, 1, ("FactorMax", 1.5));
        WithPolicy(
            "factors", underlyings, 1, ("FundingWeight", 0.3), ("InterestWeight", 0.2), ("LiquidationWeight", 0.2));
        WithPolicy("liquidity", underlyings, 1, ("VolumeMax", 1));
        WithPolicy("correlation", underlyings, 1, ("RiskMax", 0.3), ("CapitalShare", 1));
        WithPolicy(
            "tolerances", underlyings, 1, ("DeltaSoft", 4), ("DeltaHard", 8), ("GammaSoft", 0.0001), ("GammaHard", 1),
            ("TotalVegaHard", 1e5), ("TotalThetaHard", 1e6), ("TotalDeltaHard", 1e6));
        WithPolicy("scenario-loss", underlyings, 1, ("LossShare", 0.1));
        WithPolicy("loss-per-trade", underlyings, 1, ("LossShare", 0.02), ("StopRanges", 100));
        WithPolicy("participation", underlyings, 1, ("StepTime", 1000), ("DepthShare", 0.01));
        return WithPolicy("cost-benefit", underlyings, 1, ("RiskAversion", 1e-4));
    }

    /// <summary>
    /// Every policy there is; of two that own the same thing one on each underlying. They all decide and none of them
    /// wants an order: bands are wide, and options cost more than they save.
    /// </summary>
    public EngineRig WithEveryPolicy(UnderlyingId one, UnderlyingId other)
    {
        UnderlyingId[] both = [one, other];
        WithManyPolicies(both);
        WithPolicy("kelly", both, 1, ("Drift", 0.3), ("CapitalShare", 0.1));
        WithPolicy("martingale", both, 1, ("FirstStake", 0.001), ("LossCap", 1e6));
        WithPolicy("anti-martingale", both, 1, ("FirstStake", 0.001), ("LossCap", 1e6));
        WithPolicy("linear", both, 1, ("Goal", 0.1), ("Step", 0.01));
        WithPolicy("pyramid", both, 1, ("Risk", 0.0001));
        WithPolicy("scale-out", both, 1, ("Quantity", 0.01));
        WithPolicy("mean-reversion", both, 1, ("Window", 10), ("CapitalShare", 0.1));
        WithPolicy("inverse-variance", both, 1);
        WithPolicy("delta-band", [one], 1, ("Width", 1e6), ("WidthMax", 1e6));
        WithPolicy("gamma-scalp", [other], 1, ("WidthMax", 1e6));
        WithPolicy("greeks-hedge", [one], 1, ("SavingMin", 1e9));
        return WithPolicy("vega-tolerance", [other], 1, ("Tolerance", 1), ("RiskAversion", 1e-12));
    }

    /// <summary>Takes every policy off the list.</summary>
    public EngineRig WithoutPolicies()
    {
        _policies.Clear();
        _slots = 0;
        return this;
    }

    /// <summary>The step of a policy in the last decision on bitcoin.</summary>
    public TraceStep StepOf(string policy) => Engine.TraceOf(SmallMarket.Bitcoin).Steps.ToArray()
        .Single(step => step.Policy == PolicyList.Find(policy)!.Number);
}
