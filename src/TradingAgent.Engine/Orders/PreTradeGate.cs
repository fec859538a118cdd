using TradingAgent.Engine.Kernel;
using TradingAgent.Engine.Limits;
using TradingAgent.Engine.Market;
using TradingAgent.Engine.Risk;
using TradingAgent.Engine.Scaling;

namespace TradingAgent.Engine.Orders;

/// <summary>
/// The last check before an order leaves. First the checks that hold for every order (it must be a possible order on a
/// live, sane market); then those of risk, which an order that lowers the underlying's risk always passes.
/// </summary>
internal sealed partial class PreTradeGate
{
    private readonly EngineClock _clock;
    private readonly EngineParameters _parameters;
    private readonly Listings _listings;
    private readonly MarketState _market;
    private readonly PortfolioGreeks _greeks;
    private readonly ScenarioBook _scenarios;
    private readonly OpenExposure _open;
    private readonly OrderTable _orders;
    private readonly TradingPermit _permit;
    private readonly LossGuard _loss;
    private readonly VenueHealth _health;
    private readonly CommandBudget _budget;
    private readonly TargetBook _targets;
    private readonly UnitPricer _pricer;
    private readonly Guard _missing;

    public PreTradeGate(
        EngineClock clock, EngineParameters parameters, Listings listings, MarketState market, PortfolioGreeks greeks,
        ScenarioBook scenarios, OpenExposure open, OrderTable orders, TradingPermit permit, LossGuard loss,
        VenueHealth health, CommandBudget budget, TargetBook targets, UnitPricer pricer, Guard missing)
    {
        _missing = missing;
        (_clock, _parameters, _listings, _market, _greeks) = (clock, parameters, listings, market, greeks);
        (_open, _orders, _permit, _loss, _health, _budget) = (open, orders, permit, loss, health, budget);
        (_targets, _pricer, _scenarios) = (targets, pricer, scenarios);
    }

    /// <summary>
    /// Checks a placement or amend. <paramref name="open"/> is what may still fill of it: for an amend the new total
    /// less
    /// what is filled already.
    /// </summary>
    public Refusal Check(in EngineCommand command, Quantity open, out GateFigures figures)
    {
        figures = default;
        if (_missing == Guard.PreTradeGate) return Refusal.None;
        if (!_permit.IsEnabled) return Refusal.NotEnabled;
        if (!_listings.IsListed(command.Instrument)) return Refusal.UnknownInstrument;
        if (!_listings.IsTradable(command.Instrument)) return Refusal.NotTradable;
        ref readonly InstrumentTerms terms = ref _listings.Terms(command.Instrument);
        if (!_health.CanTrade(terms.Venue)) return Refusal.VenueDown;
        if (!_orders.HasRoom && command.Kind == CommandKind.PlaceOrder) return Refusal.OrderTableFull;
        Refusal refusal = CheckTerms(command, terms, open, out figures);
        if (refusal == Refusal.None) refusal = CheckMarket(command, terms, out figures);
        if (refusal == Refusal.None) refusal = CheckWorstCaseAndRisk(command, terms, open, out figures);
        if (refusal == Refusal.None && !_budget.HasRoom(terms.Venue)) refusal = Refusal.MessageBudget;
        return refusal;
    }

    private Refusal CheckTerms(
        in EngineCommand command, in InstrumentTerms terms, Quantity open, out GateFigures figures)
    {
        double price = command.Price.ToDouble();
        figures = new GateFigures(price, terms.Tick.ToDouble());
        if (!terms.IsOnTick(command.Price)) return Refusal.BadTick;
        figures = new GateFigures(command.Quantity.ToDouble(), terms.Lot.ToDouble());
        if (!terms.IsOnLot(command.Quantity) || open.Raw <= 0) return Refusal.BadLot;
        figures = new GateFigures(command.Quantity.ToDouble(), terms.QuantityMin.ToDouble());
        if (command.Quantity < terms.QuantityMin) return Refusal.BelowMinimum;
        figures = new GateFigures(command.Quantity.ToDouble(), terms.QuantityMax.ToDouble());
        if (terms.QuantityMax.Raw > 0 && command.Quantity > terms.QuantityMax) return Refusal.AboveMaximum;
        double notional = OrderExposure.NotionalUsd(terms, open, price);
        figures = new GateFigures(notional, terms.NotionalMin.ToDouble());
        if (notional < terms.NotionalMin.ToDouble()) return Refusal.BelowMinimum;
        figures = new GateFigures(notional, _parameters[ParameterId.OrderNotionalMax, terms.Underlying]);
        return figures.Measured > figures.Limit ? Refusal.NotionalLimit : Refusal.None;
    }

    private Refusal CheckMarket(in EngineCommand command, in InstrumentTerms terms, out GateFigures figures)
    {
        ref readonly QuoteView quote = ref _market.Quote(command.Instrument);
        ref readonly MarkView mark = ref _market.Mark(command.Instrument);
        figures = new GateFigures(_clock.Age(quote.At).Seconds, _parameters[ParameterId.QuoteAgeMax] / 1000);
        QuoteQuality quality = _market.Quality(command.Instrument, terms.Underlying);
        if (quality == QuoteQuality.Stale) return Refusal.StaleQuote;
        if (quality != QuoteQuality.Good) return Refusal.BadQuote;
        figures = new GateFigures(_clock.Age(mark.At).Seconds, _parameters[ParameterId.MarkAgeMax] / 1000);
        if (mark.Mark.Raw <= 0 || figures.Measured > figures.Limit) return Refusal.StaleMark;
        if (terms.IsOption)
        {
            Refusal refusal = CheckOptionPrice(command, terms, out figures);
            if (refusal != Refusal.None) return refusal;
        }
        else if (IsOutsideCollar(command, terms, mark, out figures))
        {
            return Refusal.PriceCollar;
        }
        if (command.TimeInForce != TimeInForce.PostOnly) return Refusal.None;
        figures = new GateFigures(
            command.Price.ToDouble(), quote.Touch(command.Side == Side.Buy ? Side.Sell : Side.Buy).ToDouble());
        bool crosses = command.Side == Side.Buy ? command.Price >= quote.Ask : command.Price <= quote.Bid;
        return crosses ? Refusal.WouldTake : Refusal.None;
    }

    private bool IsOutsideCollar(
        in EngineCommand command, in InstrumentTerms terms, in MarkView mark, out GateFigures figures)
    {
        double price = command.Price.ToDouble();
        double away = Math.Abs((price / mark.Mark.ToDouble()) - 1) * 1e4;
        if (terms.IsPerpetual && mark.Index.Raw > 0)
            away = Math.Max(away, Math.Abs((price / mark.Index.ToDouble()) - 1) * 1e4);
        figures = new GateFigures(away, _parameters[ParameterId.PriceCollar, terms.Underlying]);
        return away > figures.Limit;
    }

    private Refusal CheckRisk(
        in EngineCommand command, in InstrumentTerms terms, Quantity open, bool isBlind, out GateFigures figures)
    {
        UnderlyingId underlying = terms.Underlying;
        ref readonly UnderlyingRisk risk = ref _greeks[underlying];
        int self = _orders.Find(command.Order);
        double others = _open.Delta(underlying, command.Side, self);
        double change = OrderExposure.Delta(terms, command.Side, open, risk.Spot);
        double target = _targets[underlying];
        double worst = risk.Delta - target + others + (change < 0 ? risk.UncertainBelow : risk.UncertainAbove);
        double after = worst + change;
        figures = new GateFigures(after, worst);
        bool reduces = risk.Spot > 0 && change != 0 && Math.Abs(after) < Math.Abs(worst);
        // Without a grid only what brings the delta nearer to its target and to zero is sure to reduce.
        if (isBlind) reduces &= Math.Abs(after + target) < Math.Abs(worst + target);
        if (reduces) return AllowedWhenReducing(underlying);
        if (_permit.MustFlatten(underlying) && command.ReduceOnly) return Refusal.None;
        if (isBlind) return BlindTo(out figures);
        Refusal bar = _permit.NewRiskBar(terms);
        if (bar != Refusal.None) return bar;
        if (!_open.TryOptions(underlying, self, new UnitRisk(change, 0, 0, 0), out UnitRisk options))
            return Refusal.LegQuality;
        figures = new GateFigures(Math.Abs(after + options.Delta), _parameters[ParameterId.DeltaMax, underlying]);
        if (figures.Measured > figures.Limit) return Refusal.DeltaLimit;
        figures = new GateFigures(Math.Abs(risk.Gamma), _parameters[ParameterId.GammaMax, underlying]);
        if (figures.Measured > figures.Limit) return Refusal.GammaLimit;
        figures = new GateFigures(Math.Abs(risk.VegaPerVolPoint), _parameters[ParameterId.VegaMax, underlying]);
        if (figures.Measured > figures.Limit) return Refusal.VegaLimit;
        return CheckLoss(command, terms, open, self, out figures);
    }

    /// <summary>Would this order, filled at its limit, break a loss limit? And is too much open already?</summary>
    private Refusal CheckLoss(
        in EngineCommand command, in InstrumentTerms terms, Quantity open, int self, out GateFigures figures)
    {
        double price = command.Price.ToDouble();
        double notional = OrderExposure.NotionalUsd(terms, open, price);
        double openNotional = _open.NotionalUsd(terms.Underlying, self) + notional;
        figures = new GateFigures(openNotional, _parameters[ParameterId.OpenNotionalMax, terms.Underlying]);
        if (openNotional > figures.Limit) return Refusal.NotionalLimit;
        double mark = _market.Mark(command.Instrument).Mark.ToDouble();
        double worse = (command.Side == Side.Buy ? price - mark : mark - price) / mark;
        double taker = _listings.TakerRate(command.Instrument);
        double cost = notional * (Math.Max(0, worse) + (double.IsNaN(taker) ? 0.001 : Math.Max(0, taker)));
        figures = new GateFigures(cost, _loss.HeadroomUsd());
        return figures.Measured >= figures.Limit ? Refusal.LossLimit : Refusal.None;
    }

    private Refusal AllowedWhenReducing(UnderlyingId underlying) =>
        _permit.MayHedge(underlying) || _permit.MustFlatten(underlying) ? Refusal.None : Refusal.Mode;
}
