using TradingAgent.Engine.Kernel;
using TradingAgent.Engine.Limits;
using TradingAgent.Engine.Market;
using TradingAgent.Engine.Orders;
using TradingAgent.Engine.Risk;
using TradingAgent.Engine.Scaling;
using TradingAgent.Quant.Hedging;

namespace TradingAgent.Engine.Execution;

/// <summary>
/// Keeps a ladder of passive orders ahead of the price for long gamma: at each rung what gamma will have made of the
/// delta when the price is there. Each passes the gate like any other order, and all of them go as soon as the delta
/// is hedged by a campaign, the gamma is no longer long or the mode does not allow new risk.
/// </summary>
internal sealed class LadderDesk
{
    /// <summary>Most orders on one side.</summary>
    public const int OrdersMax = 6;

    private static readonly Duration ChangeInterval = Duration.FromMilliseconds(250);
    private readonly EngineClock _clock;
    private readonly Listings _listings;
    private readonly PortfolioGreeks _greeks;
    private readonly LossGuard _loss;
    private readonly OrderTable _orders;
    private readonly OrderTracker _tracker;
    private readonly OrderDesk _desk;
    private readonly PreTradeGate _gate;
    private readonly HedgeSelector _selector;
    private readonly Timestamp[] _changedAt = new Timestamp[UnderlyingId.Capacity];

    public LadderDesk(
        EngineClock clock, Listings listings, PortfolioGreeks greeks, LossGuard loss, OrderTable orders,
        OrderTracker tracker, OrderDesk desk, PreTradeGate gate, HedgeSelector selector)
    {
        (_clock, _listings, _greeks, _loss) = (clock, listings, greeks, loss);
        (_orders, _tracker, _desk, _gate, _selector) = (orders, tracker, desk, gate, selector);
    }

    /// <summary>Brings what rests nearer to the ladder; false when there is to be none.</summary>
    public bool Work(UnderlyingId underlying, in BandShape shape)
    {
        ref readonly UnderlyingRisk risk = ref _greeks[underlying];
        bool isWanted = shape.LadderOrders >= 1 && risk.Gamma > 0 && risk.IsPriced;
        if (!isWanted || _loss.ModeOf(underlying) != TradingMode.Normal) return false;
        InstrumentId instrument = Instrument(underlying);
        if (instrument.IsNone) return false;
        if (_clock.Age(_changedAt[underlying.Index]) < ChangeInterval) return true;
        ref readonly InstrumentTerms terms = ref _listings.Terms(instrument);
        Span<OrderWish> wishes = stackalloc OrderWish[2 * OrdersMax];
        int count = Wishes(instrument, terms, shape, risk, wishes);
        if (Clean(underlying, wishes[..count]) | Place(wishes[..count])) _changedAt[underlying.Index] = _clock.Now;
        return true;
    }

    public void Save(ref SnapshotWriter writer) => writer.Write<Timestamp>(_changedAt);

    public void Load(ref SnapshotReader reader) => reader.Read<Timestamp>(_changedAt);

    /// <summary>Where the ladder stands already, so that it does not wander between books, else the cheapest.</summary>
    private InstrumentId Instrument(UnderlyingId underlying)
    {
        foreach (int index in _orders.Alive)
        {
            InstrumentId at = _orders[index].Instrument;
            ref readonly InstrumentTerms terms = ref _listings.Terms(at);
            if (terms.Underlying == underlying && terms.IsFuture && _selector.IsUsable(at)) return at;
        }
        return _selector.Choose(underlying, 0);
    }

    private static int Wishes(
        InstrumentId instrument, in InstrumentTerms terms, in BandShape shape, in UnderlyingRisk risk,
        Span<OrderWish> wishes)
    {
        Span<ScalpOrder> rungs = stackalloc ScalpOrder[OrdersMax];
        Span<ScalpOrder> side = rungs[..Math.Min(OrdersMax, (int)shape.LadderOrders)];
        double lot = terms.Lot.ToDouble() * Math.Abs(OrderExposure.UnitDelta(terms, risk.Spot));
        int count = 0;
        foreach (bool isAbove in (ReadOnlySpan<bool>)[true, false])
        {
            int found = GammaScalp.Ladder(shape.LadderAnchor, shape.LadderStep, risk.Gamma, lot, isAbove, side);
            for (int i = 0; i < found; i++)
            {
                Side way = isAbove ? Side.Sell : Side.Buy;
                Price price = terms.AlignPassive(new Price((long)(side[i].Price * FixedPoint.Scale)), way);
                // A rung that the price has passed is the campaign's to hedge, not a resting order's.
                bool isAhead = isAbove ? side[i].Price > risk.Spot : side[i].Price < risk.Spot;
                Quantity size = OrderExposure.FloorToLots(terms, Math.Abs(side[i].Quantity), risk.Spot);
                if (isAhead && size >= terms.QuantityMin)
                    wishes[count++] = new OrderWish(instrument, way, price, size, TimeInForce.PostOnly);
            }
        }
        return count;
    }

    /// <summary>Cancels what is no rung, or of another size than its rung by more than a lot.</summary>
    private bool Clean(UnderlyingId underlying, ReadOnlySpan<OrderWish> wishes)
    {
        bool any = false;
        for (int i = _orders.Alive.Length - 1; i >= 0; i--)
        {
            int index = _orders.Alive[i];
            ref readonly OrderSlot order = ref _orders[index];
            ref readonly InstrumentTerms terms = ref _listings.Terms(order.Instrument);
            if (terms.Underlying != underlying || !terms.IsFuture || order.CancelWanted != 0) continue;
            if (Find(wishes, order) >= 0) continue;
            _tracker.Cancel(index);
            any = true;
        }
        return any;
    }

    /// <summary>One new order at most: the nearest rung that has none.</summary>
    private bool Place(ReadOnlySpan<OrderWish> wishes)
    {
        foreach (ref readonly OrderWish wish in wishes)
        {
            bool stands = false;
            foreach (int index in _orders.Alive)
            {
                ref readonly OrderSlot order = ref _orders[index];
                stands |= order.Instrument == wish.Instrument && order.Side == wish.Side && order.Price == wish.Price;
            }
            if (stands) continue;
            Refusal refusal = _tracker.Place(
                _gate, wish.Instrument, wish.Side, wish.Price, wish.Open, TimeInForce.PostOnly, false,
                out GateFigures figures);
            _desk.TellGate(wish, refusal, figures);
            return refusal == Refusal.None;
        }
        return false;
    }

    private static int Find(ReadOnlySpan<OrderWish> wishes, in OrderSlot order)
    {
        for (int i = 0; i < wishes.Length; i++)
        {
            ref readonly OrderWish wish = ref wishes[i];
            bool isRung = wish.Instrument == order.Instrument && wish.Side == order.Side && wish.Price == order.Price;
            if (isRung && order.Open.Raw <= 2 * wish.Open.Raw && 2 * order.Open.Raw >= wish.Open.Raw) return i;
        }
        return -1;
    }
}
