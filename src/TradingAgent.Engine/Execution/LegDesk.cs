using TradingAgent.Engine.Kernel;
using TradingAgent.Engine.Limits;
using TradingAgent.Engine.Market;
using TradingAgent.Engine.Orders;
using TradingAgent.Engine.Positions;
using TradingAgent.Engine.Risk;
using TradingAgent.Engine.Scaling;

namespace TradingAgent.Engine.Execution;

/// <summary>
/// Carries the wanted changes of option positions to the market: of each underlying one option, one passive order at a
/// time. Options are not taken, their spreads are what the change would have to earn first; but for a flatten that has
/// rested long enough, which takes what the touch shows. The delta that a fill brings is hedged like any other.
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
    private readonly Campaign[] _campaigns = new Campaign[UnderlyingId.Capacity];
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

    /// <summary>Acts for one underlying.</summary>
    public void Work(UnderlyingId underlying)
    {
        ref Campaign campaign = ref _campaigns[underlying.Index];
        LegPlan.Leg wanted = _permit.MustFlatten(underlying) ? Largest(underlying)
            : _permit.MayHedge(underlying) && _plans[underlying.Index].Count > 0 ? _plans[underlying.Index].Wanted[0]
            : default;
        if (wanted.Quantity == 0 || !_selector.IsUsable(wanted.Instrument))
        {
            campaign.IsActive = 0;
            _desk.Release(underlying, options: true);
            _desk.Cancel(underlying, options: true, except: -1);
            Say(
                underlying, ref campaign, wanted,
                wanted.Quantity == 0 ? DecisionRule.None : DecisionRule.NoInstrument);
            return;
        }
        Side side = wanted.Quantity > 0 ? Side.Buy : Side.Sell;
        int resting = _desk.Find(wanted.Instrument, side);
        _desk.Cancel(underlying, options: true, resting);
        // Another option's order may still fill until its cancel is confirmed: one change at a time.
        if (resting < 0 && _desk.HasOptionOrder(underlying)) return;
        Begin(ref campaign, wanted.Instrument, side);
        Carry(underlying, ref campaign, resting, wanted);
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

    private void Begin(ref Campaign campaign, InstrumentId instrument, Side side)
    {
        bool isSame = campaign.IsActive != 0 && campaign.Instrument == instrument && campaign.Side == side;
        if (isSame) return;
        campaign = new Campaign
        {
            Number = campaign.Number + 1,
            IsActive = 1,
            Instrument = instrument,
            Side = side,
            StartedAt = _clock.Now,
            ProgressAt = _clock.Now,
            ArrivalMid = _market.Quote(instrument).Mid,
            RefusedAt = campaign.RefusedAt,
            ToldRule = campaign.ToldRule,
            ToldRefusal = campaign.ToldRefusal,
        };
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
            _desk.Cancel(underlying, options: true, except: -1);
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
