using TradingAgent.Engine.Kernel;
using TradingAgent.Engine.Limits;
using TradingAgent.Engine.Market;
using TradingAgent.Engine.Orders;
using TradingAgent.Engine.Risk;
using TradingAgent.Engine.Scaling;

namespace TradingAgent.Engine.Execution;

/// <summary>
/// From what rests to the one order that is wished, with the fewest messages; the same for hedges in futures and in
/// options.
/// </summary>
internal sealed class OrderDesk
{
    /// <summary>How much smaller than wished an order may be before it is enlarged, as a share.</summary>
    private const double EnlargeShare = 0.25;

    private static readonly Duration RefusalPause = Duration.FromMilliseconds(250);
    private readonly EngineClock _clock;
    private readonly EngineParameters _parameters;
    private readonly Listings _listings;
    private readonly MarketState _market;
    private readonly TradingPermit _permit;
    private readonly OrderTable _orders;
    private readonly OrderTracker _tracker;
    private readonly PreTradeGate _gate;
    private readonly TraceBook _traces;
    private readonly Reporter _reporter;

    public OrderDesk(
        EngineClock clock, EngineParameters parameters, Listings listings, MarketState market, TradingPermit permit,
        OrderTable orders, OrderTracker tracker, PreTradeGate gate, TraceBook traces, Reporter reporter)
    {
        (_clock, _parameters, _listings, _market, _permit) = (clock, parameters, listings, market, permit);
        (_orders, _tracker, _gate, _traces, _reporter) = (orders, tracker, gate, traces, reporter);
    }

    /// <summary>The order of ours at the instrument that can be changed into another one on that side, or -1.</summary>
    public int Find(InstrumentId instrument, Side side)
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

    /// <summary>Cancels the underlying's orders in futures except one.</summary>
    public void CancelFutures(UnderlyingId underlying, int except)
    {
        for (int i = _orders.Alive.Length - 1; i >= 0; i--)
        {
            int index = _orders.Alive[i];
            ref readonly InstrumentTerms terms = ref _listings.Terms(_orders[index].Instrument);
            if (index != except && terms.Underlying == underlying && !terms.IsOption) _tracker.Cancel(index);
        }
    }

    /// <summary>Cancels one order.</summary>
    public void Cancel(int index) => _tracker.Cancel(index);

    /// <summary>Cancels the underlying's orders in options but for some; true while any other may still fill.</summary>
    public bool CancelOptions(UnderlyingId underlying, ReadOnlySpan<int> except)
    {
        bool any = false;
        for (int i = _orders.Alive.Length - 1; i >= 0; i--)
        {
            int index = _orders.Alive[i];
            ref readonly InstrumentTerms terms = ref _listings.Terms(_orders[index].Instrument);
            if (terms.Underlying != underlying || !terms.IsOption || except.Contains(index)) continue;
            _tracker.Cancel(index);
            any = true;
        }
        return any;
    }

    /// <summary>
    /// The size that one order's notional allows, whole lots, at the order's own price: one that takes reaches past the
    /// middle, and the gate would refuse it again and again.
    /// </summary>
    public Quantity CapToNotional(InstrumentId id, Side side, Quantity open, Price price)
    {
        ref readonly InstrumentTerms terms = ref _listings.Terms(id);
        double unit = OrderExposure.NotionalUsd(terms, Quantity.From(1), price.ToDouble());
        double most = _parameters[ParameterId.OrderNotionalMax, terms.Underlying] / unit / terms.Lot.ToDouble();
        double lots = Math.Min((double)open.Raw / terms.Lot.Raw, Math.Floor(most));
        var capped = new Quantity((long)lots * terms.Lot.Raw);
        double limit = _parameters[ParameterId.OrderNotionalMax, terms.Underlying];
        double notional = OrderExposure.NotionalUsd(terms, open, price.ToDouble());
        TellClip(RiskBudget.Notional, id, side, open, capped, notional, limit);
        return capped;
    }

    /// <summary>A part of the risk budget lets through less than is wanted, or all of it.</summary>
    public void TellClip(
        RiskBudget budget, InstrumentId id, Side side, Quantity wanted, Quantity allowed, double measured, double limit)
    {
        ref readonly InstrumentTerms terms = ref _listings.Terms(id);
        ScalingTrace trace = _traces[terms.Underlying];
        if (allowed < wanted)
            trace.Bind(new BudgetStep(
                _clock.Now, budget, PolicyRule.Clipped, Refusal.None, id, side, wanted.ToDouble(), allowed.ToDouble(),
                measured, limit, terms.IsOption));
        else trace.Release(budget, PolicyRule.Clipped, terms.IsOption);
    }

    /// <summary>The gate let an order out, or vetoed it in the name of a part of the risk budget.</summary>
    public void TellGate(in OrderWish wish, Refusal refusal, in GateFigures figures)
    {
        ref readonly InstrumentTerms terms = ref _listings.Terms(wish.Instrument);
        ScalingTrace trace = _traces[terms.Underlying];
        RiskBudget budget = BudgetStep.BudgetOf(refusal);
        if (refusal == Refusal.OrderBusy) return;
        trace.Release(RiskBudget.None, PolicyRule.Vetoed, terms.IsOption);
        if (budget == RiskBudget.None) return;
        trace.Bind(new BudgetStep(
            _clock.Now, budget, PolicyRule.Vetoed, refusal, wish.Instrument, wish.Side, wish.Open.ToDouble(), 0,
            figures.Measured, figures.Limit, terms.IsOption));
    }

    /// <summary>No order of the kind is wanted: nothing binds.</summary>
    public void Release(UnderlyingId underlying, bool options) => _traces[underlying].Release(options);

    /// <summary>One message at most, towards the wish.</summary>
    public void Converge(UnderlyingId underlying, ref Campaign campaign, int resting, in OrderWish wish)
    {
        if (resting < 0)
        {
            PlaceNew(ref campaign, wish);
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

    private void PlaceNew(ref Campaign campaign, in OrderWish wish)
    {
        bool takes = wish.TimeInForce != TimeInForce.PostOnly;
        if (takes && _clock.Age(campaign.TookAt) < Duration.FromMilliseconds(1000)) return;
        if (!takes && campaign.ToldRefusal != Refusal.None && _clock.Age(campaign.RefusedAt) < RefusalPause) return;
        Refusal refusal = _tracker.Place(
            _gate, wish.Instrument, wish.Side, wish.Price, wish.Open, wish.TimeInForce,
            _permit.MustFlatten(_listings.Terms(wish.Instrument).Underlying), out GateFigures figures);
        TellRefusal(ref campaign, refusal, CommandKind.PlaceOrder, wish, ClientOrderId.None, figures);
        if (refusal == Refusal.None && takes) campaign.TookAt = _clock.Now;
    }

    private void TellRefusal(
        ref Campaign campaign, Refusal refusal, CommandKind kind, in OrderWish wish, ClientOrderId id,
        in GateFigures figures)
    {
        TellGate(wish, refusal, figures);
        if (refusal != Refusal.None) campaign.RefusedAt = _clock.Now;
        if (refusal == campaign.ToldRefusal) return;
        campaign.ToldRefusal = refusal;
        if (refusal is Refusal.None or Refusal.NoChange) return;
        _reporter.Refusal(wish.Instrument, new RefusalReport(
            id, wish.Price, wish.Open, figures.Measured, figures.Limit, refusal, wish.Side, kind));
    }
}
