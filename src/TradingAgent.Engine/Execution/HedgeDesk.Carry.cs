using TradingAgent.Engine.Kernel;
using TradingAgent.Engine.Market;
using TradingAgent.Engine.Orders;
using TradingAgent.Engine.Risk;
using TradingAgent.Engine.Scaling;

namespace TradingAgent.Engine.Execution;

/// <summary>
/// From an adjustment to the one order wished, and from what rests to that wish with the fewest messages.
/// </summary>
internal sealed partial class HedgeDesk
{
    /// <summary>How much smaller than wished an order may be before it is enlarged, as a share.</summary>
    private const double EnlargeShare = 0.25;

    private void Carry(UnderlyingId underlying, ref Campaign campaign, in DeltaAdjustment adjustment)
    {
        Side side = adjustment.Amount > 0 ? Side.Buy : Side.Sell;
        if (IsOver(underlying, ref campaign, side))
        {
            Stop(underlying, ref campaign);
            return;
        }
        int resting = FindOrder(campaign.Instrument, side);
        CancelOrders(underlying, resting);
        Escalate(underlying, ref campaign, adjustment);
        double others = Math.Abs(_open.Delta(underlying, side, resting));
        double wanted = Math.Abs(adjustment.Amount) - others;
        double most = _parameters[ParameterId.OrderDeltaMax, underlying];
        ref readonly InstrumentTerms terms = ref _listings.Terms(campaign.Instrument);
        ref readonly QuoteView quote = ref _market.Quote(campaign.Instrument);
        Quantity open = OrderExposure.FloorToLots(terms, Math.Min(wanted, most), _greeks[underlying].Spot);
        open = CapToNotional(terms, open, quote.Mid);
        if (open < terms.QuantityMin || open.IsZero)
        {
            if (resting >= 0) _tracker.Cancel(resting);
            Say(underlying, ref campaign, adjustment, others > 0 ? DecisionRule.InFlightCovers : DecisionRule.BelowLot);
            return;
        }
        bool isPassive = _loss.ModeOf(underlying) == TradingMode.Passive;
        bool improves = _parameters[ParameterId.Placement, underlying] == 1 && !isPassive;
        Price price = PassiveQuoter.PriceOf(
            campaign.Stage, improves, side, quote, terms, _parameters[ParameterId.TakeCollar, underlying]);
        if (isPassive) price = FurtherAway(price, side, terms);
        TimeInForce timeInForce = campaign.Stage == CampaignStage.Take
            ? TimeInForce.ImmediateOrCancel : TimeInForce.PostOnly;
        Converge(underlying, ref campaign, resting, new OrderWish(campaign.Instrument, side, price, open, timeInForce));
    }

    /// <summary>
    /// The campaign cannot go on as it is: wrong way, instrument gone bad, out of time, or out of budget.
    /// </summary>
    private bool IsOver(UnderlyingId underlying, ref Campaign campaign, Side side)
    {
        if (campaign.Side != side || !_selector.IsUsable(campaign.Instrument)) return true;
        Duration lasted = _clock.Now - campaign.StartedAt;
        if (lasted > _parameters.Milliseconds(ParameterId.CampaignFor, underlying)) return true;
        double loss = campaign.LossUsd(_market.Quote(campaign.Instrument).Mid);
        double limit = _loss.CampaignLimit(underlying);
        if (loss < limit) return false;
        _loss.Raise(TradingMode.ReduceOnly, LimitKind.CampaignLoss, loss, limit, underlying);
        return true;
    }

    /// <summary>
    /// Patience is counted from the last progress; taking needs the delta far outside and a mode that allows it.
    /// </summary>
    private void Escalate(UnderlyingId underlying, ref Campaign campaign, in DeltaAdjustment adjustment)
    {
        Duration waited = _clock.Now - campaign.ProgressAt;
        Duration passiveFor = _parameters.Milliseconds(ParameterId.PassiveFor, underlying);
        Duration improveFor = _parameters.Milliseconds(ParameterId.ImproveFor, underlying);
        CampaignStage stage = waited < passiveFor ? CampaignStage.Passive : CampaignStage.Improve;
        double far = _parameters[ParameterId.TakeAtBands, underlying] * adjustment.OuterBand;
        bool mayTake = Math.Abs(adjustment.Error) >= far;
        if (mayTake && waited >= passiveFor + improveFor) stage = CampaignStage.Take;
        if (_loss.ModeOf(underlying) == TradingMode.Passive) stage = CampaignStage.Passive;
        else if (_permit.MustFlatten(underlying)) stage = FlattenStage(underlying);
        if (stage > campaign.Stage) Say(underlying, ref campaign, adjustment, DecisionRule.Escalated);
        campaign.Stage = stage;
    }

    /// <summary>A flatten rests for a while, then takes whatever the distance: it has no time to lose.</summary>
    private CampaignStage FlattenStage(UnderlyingId underlying)
    {
        Duration rests = _parameters.Milliseconds(ParameterId.FlattenPassiveFor);
        return _clock.Age(_loss.FlattenSince(underlying)) < rests ? CampaignStage.Passive : CampaignStage.Take;
    }

    private int FindOrder(InstrumentId instrument, Side side)
    {
        foreach (int index in _orders.Alive)
        {
            ref readonly OrderSlot order = ref _orders[index];
            bool isOurs = order.Instrument == instrument && order.Side == side
                && order.CancelWanted == 0 && !order.IsEnding;
            if (isOurs && order.State is OrderState.PendingNew or OrderState.Working or OrderState.PendingAmend)
                return index;
        }
        return -1;
    }

    /// <summary>In mode Passive orders rest some ticks behind the touch.</summary>
    private Price FurtherAway(Price price, Side side, in InstrumentTerms terms)
    {
        long away = (long)_parameters[ParameterId.PassiveTicks, terms.Underlying] * terms.Tick.Raw;
        var further = new Price(side == Side.Buy ? price.Raw - away : price.Raw + away);
        return further.Raw > 0 ? further : price;
    }

    private Quantity CapToNotional(in InstrumentTerms terms, Quantity open, double price)
    {
        double unit = OrderExposure.NotionalUsd(terms, Quantity.From(1), price);
        double most = _parameters[ParameterId.OrderNotionalMax, terms.Underlying] / unit / terms.Lot.ToDouble();
        double lots = Math.Min((double)open.Raw / terms.Lot.Raw, Math.Floor(most));
        return new Quantity((long)lots * terms.Lot.Raw);
    }

    private void Converge(UnderlyingId underlying, ref Campaign campaign, int resting, in OrderWish wish)
    {
        if (resting < 0)
        {
            PlaceNew(underlying, ref campaign, wish);
            return;
        }
        ref OrderSlot order = ref _orders[resting];
        if (order.State != OrderState.Working) return;
        if (wish.TimeInForce != TimeInForce.PostOnly)
        {
            // The resting order must be gone before anything is taken, or both could fill.
            _tracker.Cancel(resting);
            return;
        }
        ref readonly InstrumentTerms terms = ref _listings.Terms(order.Instrument);
        bool stays = Stays(campaign, order, wish.Price, terms);
        bool isTooLarge = order.Open.Raw > wish.Open.Raw;
        bool isTooSmall = order.Open.Raw < wish.Open.Raw * (1 - EnlargeShare);
        bool isRecent = _clock.Now - order.ChangedAt
            < _parameters.Milliseconds(ParameterId.RequoteIntervalMin, underlying);
        if (stays && !isTooLarge && !isTooSmall) return;
        if (isRecent && !isTooLarge) return;
        Price price = stays ? order.Price : wish.Price;
        var total = new Quantity(order.Filled.Raw + (isTooLarge || isTooSmall ? wish.Open.Raw : order.Open.Raw));
        bool safe = stays || PassiveQuoter.MayAmendTo(
            price, order.Side, _market.Quote(order.Instrument), _market.Touches(order.Instrument), terms);
        if (!safe)
        {
            _tracker.Cancel(resting);
            return;
        }
        Refusal refusal = _tracker.Amend(_gate, resting, price, total, out GateFigures figures);
        TellRefusal(ref campaign, refusal, CommandKind.AmendOrder, wish, order.Id, figures);
        if (refusal is not (Refusal.None or Refusal.MessageBudget or Refusal.NoChange)) _tracker.Cancel(resting);
    }

    /// <summary>
    /// A resting order follows only when the touch left it; impatience moves it by a single tick. Alone at the touch it
    /// stays, or it would outbid itself tick by tick.
    /// </summary>
    private bool Stays(in Campaign campaign, in OrderSlot order, Price wish, in InstrumentTerms terms)
    {
        ref readonly QuoteView quote = ref _market.Quote(order.Instrument);
        if (order.Price == quote.Touch(order.Side) && quote.TouchSize(order.Side) <= order.Open) return true;
        double ticks = campaign.Stage == CampaignStage.Passive
            ? _parameters[ParameterId.RequoteTicks, terms.Underlying] : 1;
        return PassiveQuoter.MayStay(order.Price, wish, terms, ticks);
    }

    private void PlaceNew(UnderlyingId underlying, ref Campaign campaign, in OrderWish wish)
    {
        bool takes = wish.TimeInForce != TimeInForce.PostOnly;
        if (takes && _clock.Age(campaign.TookAt) < Duration.FromMilliseconds(1000)) return;
        if (!takes && campaign.ToldRefusal != Refusal.None && _clock.Age(campaign.RefusedAt) < RefusalPause) return;
        Refusal refusal = _tracker.Place(
            _gate, wish.Instrument, wish.Side, wish.Price, wish.Open, wish.TimeInForce, _permit.MustFlatten(underlying),
            out GateFigures figures);
        TellRefusal(ref campaign, refusal, CommandKind.PlaceOrder, wish, ClientOrderId.None, figures);
        if (refusal == Refusal.None && takes) campaign.TookAt = _clock.Now;
    }

    private void TellRefusal(
        ref Campaign campaign, Refusal refusal, CommandKind kind, in OrderWish wish, ClientOrderId id,
        in GateFigures figures)
    {
        if (refusal != Refusal.None) campaign.RefusedAt = _clock.Now;
        if (refusal == campaign.ToldRefusal) return;
        campaign.ToldRefusal = refusal;
        if (refusal is Refusal.None or Refusal.NoChange) return;
        _reporter.Refusal(wish.Instrument, new RefusalReport(
            id, wish.Price, wish.Open, figures.Measured, figures.Limit, refusal, wish.Side, kind));
    }

    /// <summary>
    /// Flattening: one traded future after the other, the largest first; what it holds is the error, zero the target.
    /// Each is reduced by itself: two that offset each other are two positions.
    /// </summary>
    private DeltaAdjustment FlattenOne(UnderlyingId underlying, in DeltaAdjustment hedge, out InstrumentId largest)
    {
        double spot = _greeks[underlying].Spot;
        double held = 0;
        largest = InstrumentId.None;
        for (int i = 1; i < _listings.Count; i++)
        {
            var id = new InstrumentId(i);
            if (!_listings.IsListed(id) || !_listings.IsTradable(id)) continue;
            ref readonly InstrumentTerms terms = ref _listings.Terms(id);
            if (terms.Underlying != underlying) continue;
            double delta = _positions[id].Quantity.ToDouble() * OrderExposure.UnitDelta(terms, spot);
            if (Math.Abs(delta) <= Math.Abs(held)) continue;
            held = delta;
            largest = id;
        }
        return hedge with { Rule = DecisionRule.Flatten, Error = held, Amount = -held };
    }
}
