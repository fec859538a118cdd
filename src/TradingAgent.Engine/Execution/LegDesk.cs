using TradingAgent.Engine.Kernel;
using TradingAgent.Engine.Limits;
using TradingAgent.Engine.Market;
using TradingAgent.Engine.Orders;
using TradingAgent.Engine.Positions;
using TradingAgent.Engine.Risk;
using TradingAgent.Engine.Scaling;

namespace TradingAgent.Engine.Execution;

/// <summary>
/// Carries the wanted changes of option positions to the market: every leg of the plan at once, one passive order
/// each, for half of a joint hedge may be worse than none; whichever fills first, the next plan is made of what is
/// left. Options are not taken, their spreads are what the change would have to earn first; but for a flatten that has
/// rested long enough, which takes what the touch shows, one after the other. The delta that a fill brings is hedged
/// like any other.
/// </summary>
internal sealed class LegDesk
{
    private readonly EngineClock _clock;
    private readonly EngineParameters _parameters;
    private readonly Listings _listings;
    private readonly MarketState _market;
    private readonly PositionLedger _positions;
    private readonly TradingPermit _permit;
    private readonly LossGuard _loss;
    private readonly OrderDesk _desk;
    private readonly HedgeSelector _selector;
    private readonly PortfolioGreeks _greeks;
    private readonly TargetBook _targets;
    private readonly BandBook _bands;
    private readonly Reporter _reporter;
    private readonly Campaign[] _campaigns = new Campaign[UnderlyingId.Capacity * LegPlan.LegsMax];
    private readonly LegPlan[] _plans = new LegPlan[UnderlyingId.Capacity];

    public LegDesk(
        EngineClock clock, EngineParameters parameters, Listings listings, MarketState market,
        PositionLedger positions, TradingPermit permit, LossGuard loss, OrderDesk desk, HedgeSelector selector,
        PortfolioGreeks greeks, TargetBook targets, BandBook bands, Reporter reporter)
    {
        (_greeks, _targets, _bands, _reporter) = (greeks, targets, bands, reporter);
        (_clock, _parameters, _listings, _market) = (clock, parameters, listings, market);
        (_positions, _permit, _loss, _desk, _selector) = (positions, permit, loss, desk, selector);
    }

    /// <summary>What is wanted of an underlying's options from now on.</summary>
    public ref LegPlan Plan(UnderlyingId underlying) => ref _plans[underlying.Index];

    /// <summary>Why a wanted change is not being made; none when nothing stands in its way.</summary>
    public DecisionRule ObstacleOf(UnderlyingId underlying, in LegPlan.Leg wanted)
    {
        int at = Find(CampaignsOf(underlying), wanted);
        return at < 0 ? DecisionRule.InFlightCovers : CampaignsOf(underlying)[at].ToldRule;
    }

    /// <summary>Acts for one underlying.</summary>
    public void Work(UnderlyingId underlying)
    {
        LegPlan plan = default;
        if (_permit.MustFlatten(underlying)) plan.Add(Largest(underlying));
        else if (_permit.MayHedge(underlying)) plan = _plans[underlying.Index];
        Span<Campaign> campaigns = CampaignsOf(underlying);
        if (plan.Count == 0) _desk.Release(underlying, options: true);
        End(campaigns, plan);
        Span<int> resting = stackalloc int[LegPlan.LegsMax];
        for (int i = 0; i < plan.Count; i++)
            resting[i] = _selector.IsUsable(plan.Wanted[i].Instrument)
                ? _desk.Find(plan.Wanted[i].Instrument, SideOf(plan.Wanted[i])) : -1;
        // An order that is no leg's any more may still fill until its cancel is confirmed: nothing new beside it.
        bool isAlone = !_desk.CancelOptions(underlying, resting[..plan.Count]);
        for (int i = 0; i < plan.Count; i++)
        {
            LegPlan.Leg wanted = plan.Wanted[i];
            if (!_selector.IsUsable(wanted.Instrument))
            {
                ref Campaign barred = ref campaigns[Begin(campaigns, wanted)];
                Say(underlying, ref barred, wanted, DecisionRule.NoInstrument);
            }
            else if (resting[i] >= 0 || isAlone)
            {
                Carry(underlying, ref campaigns[Begin(campaigns, wanted)], resting[i], wanted);
            }
        }
    }

    public void Save(ref SnapshotWriter writer)
    {
        writer.Write<Campaign>(_campaigns);
        writer.Write<LegPlan>(_plans);
    }

    public void Load(ref SnapshotReader reader)
    {
        reader.Read<Campaign>(_campaigns);
        reader.Read<LegPlan>(_plans);
    }

    private Span<Campaign> CampaignsOf(UnderlyingId underlying) =>
        _campaigns.AsSpan(underlying.Index * LegPlan.LegsMax, LegPlan.LegsMax);

    private static Side SideOf(in LegPlan.Leg wanted) => wanted.Quantity > 0 ? Side.Buy : Side.Sell;

    private static int Find(ReadOnlySpan<Campaign> campaigns, in LegPlan.Leg wanted)
    {
        for (int i = 0; i < campaigns.Length; i++)
        {
            ref readonly Campaign one = ref campaigns[i];
            if (one.IsActive != 0 && one.Instrument == wanted.Instrument && one.Side == SideOf(wanted)) return i;
        }
        return -1;
    }

    /// <summary>Campaigns that the plan has no leg for are over.</summary>
    private static void End(Span<Campaign> campaigns, in LegPlan plan)
    {
        foreach (ref Campaign campaign in campaigns)
        {
            bool isWanted = false;
            for (int i = 0; i < plan.Count; i++)
                isWanted |= campaign.Instrument == plan.Wanted[i].Instrument
                    && campaign.Side == SideOf(plan.Wanted[i]);
            if (!isWanted) campaign.IsActive = 0;
        }
    }

    /// <summary>The campaign of a leg: the one that runs, else a new one in the first place that is free.</summary>
    private int Begin(Span<Campaign> campaigns, in LegPlan.Leg wanted)
    {
        int at = Find(campaigns, wanted);
        if (at >= 0) return at;
        at = 0;
        while (campaigns[at].IsActive != 0) at++;
        ref Campaign campaign = ref campaigns[at];
        campaign = new Campaign
        {
            Number = campaign.Number + 1,
            IsActive = 1,
            Instrument = wanted.Instrument,
            Side = SideOf(wanted),
            StartedAt = _clock.Now,
            ProgressAt = _clock.Now,
            ArrivalMid = _market.Quote(wanted.Instrument).Mid,
            RefusedAt = campaign.RefusedAt,
            ToldRule = campaign.Instrument == wanted.Instrument ? campaign.ToldRule : DecisionRule.None,
            ToldRefusal = campaign.Instrument == wanted.Instrument ? campaign.ToldRefusal : Refusal.None,
        };
        return at;
    }

    private void Carry(UnderlyingId underlying, ref Campaign campaign, int resting, in LegPlan.Leg wanted)
    {
        ref readonly InstrumentTerms terms = ref _listings.Terms(wanted.Instrument);
        ref readonly QuoteView quote = ref _market.Quote(wanted.Instrument);
        Duration waited = _clock.Now - campaign.ProgressAt;
        campaign.Stage = waited < _parameters.Milliseconds(ParameterId.PassiveFor, underlying)
            ? CampaignStage.Passive : CampaignStage.Improve;
        if (_permit.MustFlatten(underlying))
            campaign.Stage = _loss.FlattenTakes(underlying) ? CampaignStage.Take : CampaignStage.Passive;
        double lots = Math.Floor((Math.Abs(wanted.Quantity) / terms.Lot.ToDouble()) + 1e-9);
        double most = terms.QuantityMax.Raw > 0 ? (double)terms.QuantityMax.Raw / terms.Lot.Raw : lots;
        var open = new Quantity((long)Math.Min(lots, most) * terms.Lot.Raw);
        bool improves = _parameters[ParameterId.Placement, underlying] == 1;
        // Taken at the touch and not through it: the gate's collar of volatility points has the last word.
        Price price = PassiveQuoter.PriceOf(campaign.Stage, improves, campaign.Side, quote, terms, collarBps: 0);
        open = _desk.CapToNotional(wanted.Instrument, campaign.Side, open, price);
        if (open < terms.QuantityMin || open.IsZero)
        {
            if (resting >= 0) _desk.Cancel(resting);
            Say(underlying, ref campaign, wanted, DecisionRule.BelowLot);
            return;
        }
        Say(underlying, ref campaign, wanted, DecisionRule.None);
        TimeInForce timeInForce = campaign.Stage == CampaignStage.Take
            ? TimeInForce.ImmediateOrCancel : TimeInForce.PostOnly;
        _desk.Converge(
            underlying, ref campaign, resting,
            new OrderWish(wanted.Instrument, campaign.Side, price, open, timeInForce));
    }

    /// <summary>Why a change that is wanted is not made, once; no rule is that nothing stands in its way.</summary>
    private void Say(UnderlyingId underlying, ref Campaign campaign, in LegPlan.Leg wanted, DecisionRule rule)
    {
        if (campaign.ToldRule == rule) return;
        campaign.ToldRule = rule;
        if (rule == DecisionRule.None) return;
        ref readonly UnderlyingRisk risk = ref _greeks[underlying];
        double target = _targets[underlying];
        double outer = _bands[underlying].WidthAt(risk.Delta - target)
            * _parameters[ParameterId.BandTolerance, underlying];
        _reporter.Decision(underlying, wanted.Instrument, new DecisionReport(
            risk.Delta, target, outer, risk.Gamma, wanted.Quantity, 0, rule));
    }

    /// <summary>Flattening: the largest traded option position, back to nothing.</summary>
    private LegPlan.Leg Largest(UnderlyingId underlying)
    {
        LegPlan.Leg largest = default;
        for (int i = 1; i < _listings.Count; i++)
        {
            var id = new InstrumentId(i);
            if (!_listings.IsListed(id) || !_listings.IsTradable(id)) continue;
            ref readonly InstrumentTerms terms = ref _listings.Terms(id);
            if (terms.Underlying != underlying || !terms.IsOption || !_selector.IsUsable(id)) continue;
            double held = _positions[id].Quantity.ToDouble();
            if (Math.Abs(held) > Math.Abs(largest.Quantity)) largest = new LegPlan.Leg(id, -held);
        }
        return largest;
    }
}
