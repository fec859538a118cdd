using TradingAgent.Engine.Kernel;
using TradingAgent.Engine.Market;
using TradingAgent.Engine.Orders;
using TradingAgent.Engine.Risk;
using TradingAgent.Engine.Scaling;

namespace TradingAgent.Engine.Execution;

/// <summary>
/// From an adjustment to the one order that is wished.
/// </summary>
internal sealed partial class HedgeDesk
{
    private void Carry(UnderlyingId underlying, ref Campaign campaign, in DeltaAdjustment adjustment)
    {
        Side side = adjustment.Amount > 0 ? Side.Buy : Side.Sell;
        if (IsOver(underlying, ref campaign, side))
        {
            Stop(underlying, ref campaign);
            return;
        }
        int resting = _desk.Find(campaign.Instrument, side);
        _desk.CancelFutures(underlying, resting);
        Escalate(underlying, ref campaign, adjustment);
        double others = Math.Abs(_open.Delta(underlying, side, resting));
        double wanted = Math.Abs(adjustment.Amount) - others;
        double most = _parameters[ParameterId.OrderDeltaMax, underlying];
        ref readonly InstrumentTerms terms = ref _listings.Terms(campaign.Instrument);
        ref readonly QuoteView quote = ref _market.Quote(campaign.Instrument);
        bool isPassive = _loss.ModeOf(underlying) == TradingMode.Passive;
        bool improves = _parameters[ParameterId.Placement, underlying] == 1 && !isPassive;
        Price price = PassiveQuoter.PriceOf(
            campaign.Stage, improves, side, quote, terms, _parameters[ParameterId.TakeCollar, underlying]);
        if (isPassive) price = FurtherAway(price, side, terms);
        double spot = _greeks[underlying].Spot;
        Quantity all = OrderExposure.FloorToLots(terms, wanted, spot);
        Quantity open = OrderExposure.FloorToLots(terms, Math.Min(wanted, most), spot);
        _desk.TellClip(RiskBudget.OrderDelta, campaign.Instrument, side, all, open, wanted, most);
        open = _desk.CapToNotional(campaign.Instrument, side, open, price);
        if (campaign.IsCapTold == 0 && open < all)
        {
            campaign.IsCapTold = 1;
            double may = open.ToDouble() * OrderExposure.UnitDelta(terms, spot);
            Say(
                underlying, ref campaign, adjustment with { Amount = Math.CopySign(may, adjustment.Amount) },
                DecisionRule.Capped);
        }
        if (open < terms.QuantityMin || open.IsZero)
        {
            if (resting >= 0) _tracker.Cancel(resting);
            // Less than a lot is left of the part: it is done.
            if (others == 0) campaign.Goal = 0;
            Say(underlying, ref campaign, adjustment, others > 0 ? DecisionRule.InFlightCovers : DecisionRule.BelowLot);
            return;
        }
        TimeInForce timeInForce = campaign.Stage == CampaignStage.Take
            ? TimeInForce.ImmediateOrCancel : TimeInForce.PostOnly;
        _desk.Converge(
            underlying, ref campaign, resting,
            new OrderWish(campaign.Instrument, side, price, open, timeInForce));
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
        else if (_permit.MustFlatten(underlying))
            stage = _loss.FlattenTakes(underlying) ? CampaignStage.Take : CampaignStage.Passive;
        if (stage > campaign.Stage) Say(underlying, ref campaign, adjustment, DecisionRule.Escalated);
        campaign.Stage = stage;
    }

    /// <summary>In mode Passive orders rest some ticks behind the touch.</summary>
    private Price FurtherAway(Price price, Side side, in InstrumentTerms terms)
    {
        long away = (long)_parameters[ParameterId.PassiveTicks, terms.Underlying] * terms.Tick.Raw;
        var further = new Price(side == Side.Buy ? price.Raw - away : price.Raw + away);
        return further.Raw > 0 ? further : price;
    }

    /// <summary>
    /// Flattening: one traded future after the other, the largest first; what it holds is the error, zero the target.
    /// Each is reduced by itself: two that offset each other are two positions. One that cannot be traded now, its
    /// venue being away perhaps, does not stop the others, as long as what they hold is not what offsets it.
    /// </summary>
    private DeltaAdjustment FlattenOne(UnderlyingId underlying, in DeltaAdjustment hedge, out InstrumentId largest)
    {
        double held = LargestOf(underlying, ofUsable: false, sign: 0, out largest);
        if (!largest.IsNone && !_selector.IsUsable(largest))
        {
            double other = LargestOf(
                underlying, ofUsable: true, Math.Sign(_greeks[underlying].Delta), out InstrumentId usable);
            if (!usable.IsNone) (held, largest) = (other, usable);
        }
        return hedge with { Rule = DecisionRule.Flatten, Error = held, Amount = -held, Goal = 0 };
    }

    /// <summary>Delta of the largest traded future; of those usable now, or of one sign, if asked.</summary>
    private double LargestOf(UnderlyingId underlying, bool ofUsable, int sign, out InstrumentId largest)
    {
        double spot = _greeks[underlying].Spot;
        double held = 0;
        largest = InstrumentId.None;
        for (int i = 1; i < _listings.Count; i++)
        {
            var id = new InstrumentId(i);
            if (!_listings.IsListed(id) || !_listings.IsTradable(id)) continue;
            ref readonly InstrumentTerms terms = ref _listings.Terms(id);
            if (terms.Underlying != underlying || !terms.IsFuture) continue;
            double delta = _positions[id].Quantity.ToDouble() * OrderExposure.UnitDelta(terms, spot);
            if (Math.Abs(delta) <= Math.Abs(held) || (sign != 0 && Math.Sign(delta) != sign)) continue;
            if (ofUsable && !_selector.IsUsable(id)) continue;
            held = delta;
            largest = id;
        }
        return held;
    }
}
