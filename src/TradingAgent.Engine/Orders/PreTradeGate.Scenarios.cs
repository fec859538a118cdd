using TradingAgent.Engine.Kernel;
using TradingAgent.Engine.Risk;

namespace TradingAgent.Engine.Orders;

/// <summary>
/// The worst case over the scenario grid, where it is limited: an order that lowers it always passes, one that raises
/// it beyond the limit never does, and without a grid nothing that may be new risk.
/// </summary>
internal sealed partial class PreTradeGate
{
    private readonly double[] _openCells = new double[ScenarioAxes.Cells];
    private readonly double[] _cells = new double[ScenarioAxes.Cells];

    /// <summary>What an order does to the worst case.</summary>
    private enum Verdict
    {
        /// <summary>There is no grid to say.</summary>
        Unknown,
        Reduces,
        Fits,
        TooLarge,
    }

    private Refusal CheckWorstCaseAndRisk(
        in EngineCommand command, in InstrumentTerms terms, Quantity open, out GateFigures figures)
    {
        figures = default;
        Verdict verdict = _parameters[ParameterId.ScenarioLossMax] > 0
            ? CheckScenarios(command, terms, open, out figures) : Verdict.Fits;
        if (verdict == Verdict.Reduces) return AllowedWhenReducing(terms.Underlying);
        bool flattens = _permit.MustFlatten(terms.Underlying) && command.ReduceOnly;
        if (verdict == Verdict.TooLarge && !flattens) return Refusal.ScenarioLimit;
        bool isBlind = verdict == Verdict.Unknown;
        return terms.IsOption
            ? CheckOptionRisk(command, terms, open, isBlind, out figures)
            : CheckRisk(command, terms, open, isBlind, out figures);
    }

    /// <summary>
    /// The last complete grid, everything open on the order's side as if filled, and the order's own cells.
    /// </summary>
    private Verdict CheckScenarios(
        in EngineCommand command, in InstrumentTerms terms, Quantity open, out GateFigures figures)
    {
        UnderlyingId underlying = terms.Underlying;
        BlindTo(out figures);
        int self = _orders.Find(command.Order);
        if (!_scenarios.IsUsable || !_greeks[underlying].IsPriced || !TryOpenOptions(underlying, self))
            return Verdict.Unknown;
        double others = _open.Delta(underlying, command.Side, self);
        double before = _scenarios.Loss(underlying, others, _openCells);
        double change = OrderExposure.Delta(terms, command.Side, open, _greeks[underlying].Spot);
        if (terms.IsOption && !TryAdd(command.Instrument, command.Side, open, onlyLosses: false))
            return Verdict.Unknown;
        double after = _scenarios.Loss(underlying, others + change, _openCells);
        double account = after;
        UnderlyingSet all = _greeks.Known;
        while (all.TryTake(out UnderlyingId other))
            if (other != underlying && _greeks[other].Spot > 0) account += WorstOf(other);
        if (double.IsNaN(before) || double.IsNaN(account)) return Verdict.Unknown;
        figures = new GateFigures(account, _parameters[ParameterId.ScenarioLossMax]);
        return after < before ? Verdict.Reduces : account > figures.Limit ? Verdict.TooLarge : Verdict.Fits;
    }

    /// <summary>Another underlying's worst case, whichever of its futures' orders fill.</summary>
    private double WorstOf(UnderlyingId other)
    {
        double bought = _scenarios.Loss(other, _open.Delta(other, Side.Buy, exceptSlot: -1));
        double sold = _scenarios.Loss(other, _open.Delta(other, Side.Sell, exceptSlot: -1));
        return Math.Max(_scenarios.Loss(other, 0), Math.Max(bought, sold));
    }

    /// <summary>
    /// Cells of the option orders that rest: what they may lose, for they may fill, and no gain, for they may not.
    /// </summary>
    private bool TryOpenOptions(UnderlyingId underlying, int self)
    {
        Array.Clear(_openCells);
        foreach (int index in _orders.Alive)
        {
            ref readonly OrderSlot order = ref _orders[index];
            ref readonly InstrumentTerms terms = ref _listings.Terms(order.Instrument);
            if (index == self || !terms.IsOption || terms.Underlying != underlying) continue;
            if (!TryAdd(order.Instrument, order.Side, order.Open, onlyLosses: true)) return false;
        }
        return true;
    }

    private bool TryAdd(InstrumentId id, Side side, Quantity open, bool onlyLosses)
    {
        if (!_scenarios.TryPerUnit(id, _cells)) return false;
        double coins = open.ToDouble() * _listings.Terms(id).Multiplier.ToDouble() * (side == Side.Buy ? 1 : -1);
        for (int cell = 0; cell < _cells.Length; cell++)
        {
            double profit = coins * _cells[cell];
            _openCells[cell] += onlyLosses ? Math.Min(0, profit) : profit;
        }
        return true;
    }

    private Refusal BlindTo(out GateFigures figures)
    {
        figures = new GateFigures(
            _clock.Age(_scenarios.At).Milliseconds, _parameters[ParameterId.ScenarioAgeMax]);
        return Refusal.ScenarioAge;
    }
}
