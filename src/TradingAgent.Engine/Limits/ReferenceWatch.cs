using TradingAgent.Engine.Kernel;
using TradingAgent.Engine.Market;

namespace TradingAgent.Engine.Limits;

/// <summary>
/// Moves the price of an underlying to the same contract at another venue while the venue that gives it says nothing
/// good of it, and back when it does again. The bases learned are kept: between two venues' perpetuals they differ by
/// what those differ, which the next option tickers put right.
/// </summary>
internal sealed class ReferenceWatch
{
    private static readonly Duration Interval = Duration.FromMilliseconds(500);

    /// <summary>Without a good quote for so long the reference is given up, if another has one.</summary>
    private static readonly Duration AgeMax = Duration.FromMilliseconds(3000);

    private readonly EngineClock _clock;
    private readonly Listings _listings;
    private readonly MarketState _market;
    private readonly ForwardCurve _curve;
    private readonly VenueHealth _health;
    private Timestamp _lookedAt;
    private int _next = 1;

    public ReferenceWatch(
        EngineClock clock, Listings listings, MarketState market, ForwardCurve curve, VenueHealth health)
    {
        (_clock, _listings, _market, _curve, _health) = (clock, listings, market, curve, health);
    }

    /// <summary>Moves one reference, if one is to be moved; call it until it says false.</summary>
    public bool TryMove(out UnderlyingId underlying)
    {
        underlying = UnderlyingId.None;
        if (_next == 1 && _clock.Age(_lookedAt) < Interval) return false;
        while (_next < UnderlyingId.Capacity)
        {
            underlying = new UnderlyingId((byte)_next++);
            InstrumentId current = _curve.Reference(underlying);
            if (current.IsNone) continue;
            InstrumentId better = Better(underlying, current);
            if (better.IsNone) continue;
            _curve.Refer(underlying, better, _market.Quote(better).Mid);
            return true;
        }
        _lookedAt = _clock.Now;
        _next = 1;
        return false;
    }

    public void Save(ref SnapshotWriter writer)
    {
        writer.Write(_lookedAt);
        writer.Write(_next);
    }

    public void Load(ref SnapshotReader reader)
    {
        _lookedAt = reader.Read<Timestamp>();
        _next = reader.Read<int>();
    }

    /// <summary>The first listed of its kind that gives a good price, when that is not the current one.</summary>
    private InstrumentId Better(UnderlyingId underlying, InstrumentId current)
    {
        InstrumentTerms kind = _listings.Terms(current);
        for (int i = 1; i < _listings.Count; i++)
        {
            var id = new InstrumentId(i);
            if (!_listings.IsListed(id)) continue;
            ref readonly InstrumentTerms terms = ref _listings.Terms(id);
            bool isSame = terms.Underlying == underlying && terms.Kind == kind.Kind
                && terms.SettleCoin == kind.SettleCoin;
            if (isSame && Gives(id, terms)) return id == current ? InstrumentId.None : id;
        }
        return InstrumentId.None;
    }

    private bool Gives(InstrumentId id, in InstrumentTerms terms) =>
        _health[terms.Venue, StreamGuard.StreamOf(terms)] != VenueStatus.Down
        && _clock.Age(_market.Quote(id).At) <= AgeMax
        && _market.Quality(id, terms.Underlying) == QuoteQuality.Good;
}
