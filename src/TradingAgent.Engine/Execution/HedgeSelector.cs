using TradingAgent.Engine.Kernel;
using TradingAgent.Engine.Limits;
using TradingAgent.Engine.Market;
using TradingAgent.Engine.Orders;
using TradingAgent.Engine.Positions;
using TradingAgent.Engine.Risk;
using TradingAgent.Engine.Signals;
using TradingAgent.Quant.Costs;

namespace TradingAgent.Engine.Execution;

/// <summary>
/// Which instrument carries an adjustment: of the tradable futures of the underlying whose venue is up and compared
/// with our books and whose book is good, at whichever venue, the one that costs least, the lowest id among equals.
/// Coins of delta are what is compared, so that contracts of other conventions stand beside each other. A venue whose
/// margin is tight is passed over while another has room, unless the adjustment makes the position there smaller.
/// </summary>
internal sealed class HedgeSelector
{
    private readonly EngineClock _clock;
    private readonly EngineParameters _parameters;
    private readonly Listings _listings;
    private readonly MarketState _market;
    private readonly ForwardCurve _curve;
    private readonly PositionLedger _positions;
    private readonly VenueHealth _health;
    private readonly Reconciliation _reconciliation;
    private readonly MarginGuard _margin;
    private readonly FlowBoard _flow;
    private readonly Reporter _reporter;

    public HedgeSelector(
        EngineClock clock, EngineParameters parameters, Listings listings, MarketState market, ForwardCurve curve,
        PositionLedger positions, VenueHealth health, Reconciliation reconciliation, MarginGuard margin,
        FlowBoard flow, Reporter reporter)
    {
        (_clock, _parameters, _listings, _market) = (clock, parameters, listings, market);
        (_curve, _positions) = (curve, positions);
        (_health, _reconciliation, _margin, _flow, _reporter) = (health, reconciliation, margin, flow, reporter);
    }

    /// <summary>
    /// True when the instrument can be traded at this moment: orders reach its venue, what we hold there has been
    /// compared since it was last away, and its book is good.
    /// </summary>
    public bool IsUsable(InstrumentId id)
    {
        if (!_listings.IsListed(id) || !_listings.IsTradable(id)) return false;
        ref readonly InstrumentTerms terms = ref _listings.Terms(id);
        return _health.CanTrade(terms.Venue) && _reconciliation.IsReconciled(terms.Venue)
            && _market.Quality(id, terms.Underlying) == QuoteQuality.Good;
    }

    /// <summary>The cheapest usable instrument for a change of so many coins, or for either way at 0.</summary>
    public InstrumentId Choose(UnderlyingId underlying, double coins) =>
        Find(underlying, coins, out _, out _, out _);

    /// <summary>The same, told with what it was weighed by and what was the next best.</summary>
    public InstrumentId ChooseAloud(UnderlyingId underlying, double coins)
    {
        InstrumentId best = Find(underlying, coins, out HedgeCost cost, out InstrumentId next, out double nextCost);
        if (!best.IsNone)
        {
            _reporter.HedgeChosen(underlying, best, new HedgeReport(
                Points(cost.HalfSpread), Points(cost.Fee), Points(cost.Funding), Points(cost.Impact),
                Points(cost.Interest), Points(cost.Margin), nextCost * 1e4, next, (byte)cost.Missing));
        }
        return best;
    }

    private InstrumentId Find(
        UnderlyingId underlying, double coins, out HedgeCost cost, out InstrumentId next, out double nextCost)
    {
        (InstrumentId best, cost, bool isBestTight) = (InstrumentId.None, default, true);
        (next, nextCost) = (InstrumentId.None, double.NaN);
        for (int i = 1; i < _listings.Count; i++)
        {
            var id = new InstrumentId(i);
            if (!_listings.IsTradable(id) || !_listings.IsListed(id)) continue;
            ref readonly InstrumentTerms terms = ref _listings.Terms(id);
            if (terms.Underlying != underlying || !terms.IsFuture || !IsUsable(id)) continue;
            // What is being settled is no hedge any more.
            if (OpenShare.IsSettling(_parameters, underlying, terms.Expiry, _clock.Now)) continue;
            HedgeCost its = CostOf(id, terms, coins, out bool isTight);
            bool isBetter = best.IsNone || (isBestTight && !isTight)
                || (isBestTight == isTight && its.Total < cost.Total);
            if (isBetter)
            {
                if (!best.IsNone) (next, nextCost) = (best, cost.Total);
                (best, cost, isBestTight) = (id, its, isTight);
            }
            else if (next.IsNone || its.Total < nextCost)
            {
                (next, nextCost) = (id, its.Total);
            }
        }
        return best;
    }

    private HedgeCost CostOf(InstrumentId id, in InstrumentTerms terms, double coins, out bool isTight)
    {
        double unit = OrderExposure.UnitDelta(terms, _curve.Spot(terms.Underlying));
        double held = _positions[id].Quantity.ToDouble() * unit;
        isTight = _margin.IsTight(terms.Venue) && Math.Abs(held + coins) >= Math.Abs(held);
        ref readonly QuoteView quote = ref _market.Quote(id);
        (double bids, double asks) = _flow.Depth(id);
        double depth = coins > 0 ? asks : coins < 0 ? bids : Math.Min(bids, asks);
        double hourly = terms.IsPerpetual ? _market.Mark(id).FundingPerHour(_clock.Now) : 0;
        return HedgeCost.Of(new HedgeTerms
        {
            HalfSpread = (quote.Ask.ToDouble() - quote.Bid.ToDouble()) / (2 * quote.Mid),
            Fee = _listings.MakerRate(id),
            // A long pays a positive rate and a short receives it; of a change both ways nothing is known, so nothing
            // of it is charged, but that the rate itself is unknown is.
            FundingPerHour = hourly * Math.Sign(coins),
            Size = Math.Abs(coins),
            Depth = depth,
            Position = held + coins,
            OpenInterest = _flow.Interest(id),
            MarginRatio = _margin.RatioOf(terms.Venue),
        });
    }

    private static float Points(double share) => (float)(share * 1e4);
}
