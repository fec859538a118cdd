using TradingAgent.Engine.Execution;
using TradingAgent.Engine.Kernel;
using TradingAgent.Engine.Market;
using TradingAgent.Engine.Positions;
using TradingAgent.Engine.Risk;

namespace TradingAgent.Engine.Scaling;

/// <summary>
/// The options of each underlying that give most vega for their cost, of those that may be traded and have a good
/// two-sided book: first the best of each expiry, so that every bucket has one and gamma and vega can be told apart,
/// then the best of the rest. Chosen anew every ten seconds, priced anew at each plan.
/// </summary>
internal sealed class CandidateBoard
{
    /// <summary>Candidates kept of one underlying.</summary>
    public const int Max = LegPlan.LegsMax - 1;

    /// <summary>Of what the touch shows, the share that one order may be.</summary>
    private const double TouchShare = 1;

    private static readonly Duration ChooseInterval = Duration.FromSeconds(10);
    private readonly EngineClock _clock;
    private readonly Listings _listings;
    private readonly MarketState _market;
    private readonly PositionLedger _positions;
    private readonly HedgeSelector _selector;
    private readonly UnitPricer _pricer;
    private readonly int[] _chosen = new int[UnderlyingId.Capacity * Max];
    private readonly Timestamp[] _chosenAt = new Timestamp[UnderlyingId.Capacity];
    private readonly LegCandidate[] _current = new LegCandidate[Max];

    public CandidateBoard(
        EngineClock clock, Listings listings, MarketState market, PositionLedger positions, HedgeSelector selector,
        UnitPricer pricer)
    {
        (_clock, _listings, _market) = (clock, listings, market);
        (_positions, _selector, _pricer) = (positions, selector, pricer);
    }

    /// <summary>The candidates of an underlying as they are now; valid until the next call.</summary>
    public ReadOnlySpan<LegCandidate> Read(UnderlyingId underlying)
    {
        if (_clock.Age(_chosenAt[underlying.Index]) >= ChooseInterval) Choose(underlying);
        int count = 0;
        foreach (int index in _chosen.AsSpan(underlying.Index * Max, Max))
        {
            var id = new InstrumentId(index);
            if (index != 0 && _selector.IsUsable(id) && TryRead(id, out LegCandidate candidate))
                _current[count++] = candidate;
        }
        return _current.AsSpan(0, count);
    }

    /// <summary>
    /// One instrument as a candidate; false when it cannot be priced or nobody has said what it costs: a fee that is
    /// not known is not a usual one.
    /// </summary>
    public bool TryRead(InstrumentId id, out LegCandidate candidate)
    {
        candidate = default;
        if (!_pricer.TryPrice(id, out UnitRisk unit)) return false;
        double fee = _listings.MakerRate(id);
        if (!double.IsFinite(fee)) return false;
        ref readonly InstrumentTerms terms = ref _listings.Terms(id);
        ref readonly QuoteView quote = ref _market.Quote(id);
        double rate = terms.IsInverse && terms.IsOption ? _market.Mark(id).Index.ToDouble() : 1;
        double half = (quote.Ask.ToDouble() - quote.Bid.ToDouble()) / 2;
        // An option's fee is a share of the underlying's price, not of the premium.
        double feeBase = terms.IsOption ? _market.Mark(id).Index.ToDouble() : quote.Mid;
        candidate = new LegCandidate
        {
            Instrument = id,
            Unit = unit,
            CostUsd = terms.Multiplier.ToDouble()
                * ((half * rate) + (Math.Max(0, fee) * feeBase)),
            SizeMax = TouchShare * Math.Min(quote.BidSize.ToDouble(), quote.AskSize.ToDouble()),
            Lot = terms.Lot.ToDouble(),
            Held = _positions[id].Quantity.ToDouble(),
            Years = terms.IsOption ? _pricer.YearsLeft(terms) : 0,
        };
        return true;
    }

    public void Save(ref SnapshotWriter writer)
    {
        writer.Write<int>(_chosen);
        writer.Write<Timestamp>(_chosenAt);
    }

    public void Load(ref SnapshotReader reader)
    {
        reader.Read<int>(_chosen);
        reader.Read<Timestamp>(_chosenAt);
    }

    /// <summary>Most vega per USD of cost; the lower id among equals, the best of an expiry before others.</summary>
    private void Choose(UnderlyingId underlying)
    {
        _chosenAt[underlying.Index] = _clock.Now;
        Span<int> chosen = _chosen.AsSpan(underlying.Index * Max, Max);
        Span<double> worth = stackalloc double[Max];
        chosen.Clear();
        worth.Clear();
        for (int i = 1; i < _listings.Count; i++)
        {
            if (!TryValue(i, underlying, out double value)) continue;
            int rival = RivalOf(chosen, i);
            if (rival >= 0 && worth[rival] >= value) continue;
            if (rival >= 0) Remove(chosen, worth, rival);
            Insert(chosen, worth, i, value);
        }
        // Rooms that no expiry needs go to the best of the rest.
        int firsts = chosen.IndexOf(0);
        if (firsts < 0) return;
        Span<int> others = chosen[firsts..];
        Span<double> othersWorth = worth[firsts..];
        for (int i = 1; i < _listings.Count; i++)
            if (chosen[..firsts].IndexOf(i) < 0 && TryValue(i, underlying, out double value))
                Insert(others, othersWorth, i, value);
    }

    /// <summary>Vega per USD of cost; false for what is no candidate.</summary>
    private bool TryValue(int index, UnderlyingId underlying, out double value)
    {
        value = 0;
        var id = new InstrumentId(index);
        if (!_listings.IsTradable(id) || !_listings.IsListed(id)) return false;
        ref readonly InstrumentTerms terms = ref _listings.Terms(id);
        if (terms.Underlying != underlying || !terms.IsOption || !_selector.IsUsable(id)) return false;
        if (!TryRead(id, out LegCandidate candidate) || !(candidate.CostUsd > 0)) return false;
        value = Math.Abs(candidate.Unit.VegaPerVolPoint) / candidate.CostUsd;
        return true;
    }

    /// <summary>Where one of the same expiry stands; -1 for nowhere.</summary>
    private int RivalOf(ReadOnlySpan<int> chosen, int index)
    {
        Timestamp expiry = _listings.Terms(new InstrumentId(index)).Expiry;
        for (int i = 0; i < chosen.Length; i++)
            if (chosen[i] != 0 && _listings.Terms(new InstrumentId(chosen[i])).Expiry == expiry) return i;
        return -1;
    }

    private static void Remove(Span<int> chosen, Span<double> worth, int at)
    {
        chosen[(at + 1)..].CopyTo(chosen[at..]);
        worth[(at + 1)..].CopyTo(worth[at..]);
        (chosen[^1], worth[^1]) = (0, 0);
    }

    private static void Insert(Span<int> chosen, Span<double> worth, int instrument, double value)
    {
        int at = chosen.Length;
        while (at > 0 && value > worth[at - 1]) at--;
        if (at == chosen.Length) return;
        for (int i = chosen.Length - 1; i > at; i--) (chosen[i], worth[i]) = (chosen[i - 1], worth[i - 1]);
        (chosen[at], worth[at]) = (instrument, value);
    }
}
