using TradingAgent.Engine.Limits;
using TradingAgent.Engine.Market;

namespace TradingAgent.Engine.Execution;

/// <summary>
/// Which instrument carries an adjustment: of the tradable futures of the underlying whose venue and book are good, the
/// one that costs least (half the spread plus the maker fee), the lowest id among equals.
/// </summary>
internal sealed class HedgeSelector
{
    private readonly Listings _listings;
    private readonly MarketState _market;
    private readonly VenueHealth _health;

    public HedgeSelector(Listings listings, MarketState market, VenueHealth health)
    {
        (_listings, _market, _health) = (listings, market, health);
    }

    /// <summary>True when the instrument can be traded at this moment.</summary>
    public bool IsUsable(InstrumentId id)
    {
        if (!_listings.IsListed(id) || !_listings.IsTradable(id)) return false;
        ref readonly InstrumentTerms terms = ref _listings.Terms(id);
        return _health.CanTrade(terms.Venue) && _market.Quality(id, terms.Underlying) == QuoteQuality.Good;
    }

    /// <summary>The cheapest usable instrument, or none.</summary>
    public InstrumentId Choose(UnderlyingId underlying)
    {
        var best = InstrumentId.None;
        double cheapest = double.MaxValue;
        for (int i = 1; i < _listings.Count; i++)
        {
            var id = new InstrumentId(i);
            if (!_listings.IsTradable(id) || !_listings.IsListed(id)) continue;
            ref readonly InstrumentTerms terms = ref _listings.Terms(id);
            if (terms.Underlying != underlying || !terms.IsFuture || !IsUsable(id)) continue;
            ref readonly QuoteView quote = ref _market.Quote(id);
            double halfSpread = (quote.Ask.ToDouble() - quote.Bid.ToDouble()) / (2 * quote.Mid);
            double fee = _listings.MakerRate(id);
            double cost = halfSpread + (double.IsNaN(fee) ? 0.001 : fee);
            if (cost >= cheapest) continue;
            cheapest = cost;
            best = id;
        }
        return best;
    }
}
