using TradingAgent.Engine.Kernel;
using TradingAgent.Engine.Risk;

namespace TradingAgent.Engine.Orders;

/// <summary>
/// What is different for an option: its price is judged in volatility points, and its order changes gamma and vega as
/// well as delta. An order that lowers vega without raising gamma always passes.
/// </summary>
internal sealed partial class PreTradeGate
{
    /// <summary>
    /// How far from the mark, in volatility points of the option's own vega. An option in the money or near its end has
    /// hardly any, so that a share of its price is always allowed: else it could not be closed.
    /// </summary>
    private Refusal CheckOptionPrice(in EngineCommand command, in InstrumentTerms terms, out GateFigures figures)
    {
        figures = default;
        if (!_pricer.TryPrice(command.Instrument, out UnitRisk unit)) return Refusal.LegQuality;
        double mark = _market.Mark(command.Instrument).Mark.ToDouble();
        double rate = terms.IsInverse ? _greeks[terms.Underlying].Spot : 1;
        double vega = unit.VegaPerVolPoint / terms.Multiplier.ToDouble();
        double away = Math.Max(0, Math.Abs(command.Price.ToDouble() - mark) - terms.Tick.ToDouble());
        double share = _parameters[ParameterId.PriceCollar, terms.Underlying] * 1e-4;
        if (away <= share * mark) return Refusal.None;
        figures = new GateFigures(away * rate / vega, _parameters[ParameterId.OptionCollar, terms.Underlying]);
        return figures.Measured <= figures.Limit ? Refusal.None : Refusal.PriceCollar;
    }

    private Refusal CheckOptionRisk(
        in EngineCommand command, in InstrumentTerms terms, Quantity open, bool isBlind, out GateFigures figures)
    {
        UnderlyingId underlying = terms.Underlying;
        ref readonly UnderlyingRisk risk = ref _greeks[underlying];
        figures = default;
        int self = _orders.Find(command.Order);
        if (!_pricer.TryPrice(command.Instrument, out UnitRisk unit)) return Refusal.LegQuality;
        UnitRisk change = (command.Side == Side.Buy ? open.ToDouble() : -open.ToDouble()) * unit;
        if (!_open.TryOptions(underlying, self, change, out UnitRisk others)) return Refusal.LegQuality;
        double vega = risk.VegaPerVolPoint + others.VegaPerVolPoint;
        double gamma = risk.Gamma + others.Gamma;
        figures = new GateFigures(vega + change.VegaPerVolPoint, vega);
        bool isKnown = risk.Spot > 0 && risk.LegsUnpriced == 0;
        bool reduces = isKnown && Math.Abs(vega + change.VegaPerVolPoint) < Math.Abs(vega)
            && Math.Abs(gamma + change.Gamma) <= Math.Abs(gamma);
        if (reduces) return AllowedWhenReducing(underlying);
        if (_permit.MustFlatten(underlying) && command.ReduceOnly) return Refusal.None;
        if (isBlind) return BlindTo(out figures);
        Refusal bar = _permit.NewRiskBar(terms);
        if (bar != Refusal.None) return bar;
        double futures = _open.Delta(underlying, change.Delta < 0 ? Side.Sell : Side.Buy, self);
        double delta = risk.Delta - _targets[underlying] + others.Delta + futures + change.Delta
            + (change.Delta < 0 ? risk.UncertainBelow : risk.UncertainAbove);
        figures = new GateFigures(Math.Abs(delta), _parameters[ParameterId.DeltaMax, underlying]);
        if (figures.Measured > figures.Limit) return Refusal.DeltaLimit;
        figures = new GateFigures(Math.Abs(gamma + change.Gamma), _parameters[ParameterId.GammaMax, underlying]);
        if (figures.Measured > figures.Limit && Math.Abs(gamma + change.Gamma) > Math.Abs(gamma))
            return Refusal.GammaLimit;
        figures = new GateFigures(
            Math.Abs(vega + change.VegaPerVolPoint), _parameters[ParameterId.VegaMax, underlying]);
        if (figures.Measured > figures.Limit && Math.Abs(vega + change.VegaPerVolPoint) > Math.Abs(vega))
            return Refusal.VegaLimit;
        return CheckLoss(command, terms, open, self, out figures);
    }
}
