using TradingAgent.Engine.Kernel;
using TradingAgent.Simulation.Studies.Markets;

namespace TradingAgent.Simulation.Studies.Measures;

/// <summary>
/// Holds the account's worst loss over the scenario grid, by the study's own books, against the cap that is configured:
/// of <c>scenario-loss</c>, or of the gate. The coins' losses add up, as they do for the engine: no correlation is
/// relied on.
/// </summary>
internal sealed class CapMeasures
{
    private const string Policy = "scenario-loss";
    private readonly StudyMarket _market;
    private readonly long _lookSteps;
    private long _fills;

    /// <param name="market">What is watched.</param>
    /// <param name="lookSteps">Steps between two looks when nothing is filled.</param>
    public CapMeasures(StudyMarket market, long lookSteps)
    {
        (_market, _lookSteps) = (market, lookSteps);
        market.OnOrder = OnOrder;
        HasCap = double.IsFinite(CapAt(market.EquityUsd()));
    }

    public bool HasCap { get; }

    /// <summary>The cap when the loss was nearest to it, or furthest beyond it; USD.</summary>
    public double CapUsd { get; private set; } = double.NaN;

    /// <summary>The worst loss then, USD.</summary>
    public double LossUsd { get; private set; } = double.NaN;

    /// <summary>The most by which the loss was above the cap, USD; negative when it never was.</summary>
    public double ExcessUsd { get; private set; } = double.NegativeInfinity;

    /// <summary>The most by which one order that was sent can change the worst loss, USD.</summary>
    public double OneOrderUsd { get; private set; }

    public long Looks { get; private set; }

    public long LooksAbove { get; private set; }

    /// <summary>After every step: looks after each of the agent's fills, and now and then without.</summary>
    public void OnStep()
    {
        if (!HasCap || (_market.Book.Fills == _fills && _market.Steps % _lookSteps != 0)) return;
        _fills = _market.Book.Fills;
        double cap = CapAt(_market.EquityUsd());
        double loss = 0;
        for (int coin = 0; coin < _market.Coins.Count; coin++) loss += ScenarioLoss.Of(_market, coin);
        Looks++;
        if (loss > cap) LooksAbove++;
        if (loss - cap <= ExcessUsd) return;
        (ExcessUsd, CapUsd, LossUsd) = (loss - cap, cap, loss);
    }

    private void OnOrder(EngineCommand command)
    {
        if (!HasCap) return;
        double worth = ScenarioLoss.WorthOf(_market, command.Instrument, command.Quantity.ToDouble());
        OneOrderUsd = Math.Max(OneOrderUsd, worth);
    }

    /// <summary>The lowest of the caps that are configured; infinite without one.</summary>
    private double CapAt(double equity)
    {
        double cap = double.PositiveInfinity;
        double gate = _market.Engine.ParameterOf(ParameterId.ScenarioLossMax, UnderlyingId.None);
        if (gate > 0) cap = gate;
        foreach (StudyCoin coin in _market.Coins)
        {
            var underlying = UnderlyingId.Of(coin.Coin);
            double money = PolicyReading.ValueOf(_market.Engine, Policy, "LossMax", underlying);
            double share = PolicyReading.ValueOf(_market.Engine, Policy, "LossShare", underlying);
            if (money > 0) cap = Math.Min(cap, money);
            if (share > 0) cap = Math.Min(cap, share * Math.Max(0, equity));
        }
        return cap;
    }
}
