using TradingAgent.Engine.Kernel;
using TradingAgent.Engine.Market;
using TradingAgent.Engine.Positions;

namespace TradingAgent.Engine.Risk;

/// <summary>
/// The portfolio's Greeks, recomputed on every tick and only as far as the tick reaches: an option's ticker reprices
/// one
/// leg, a forward one expiry, the reference price every leg of its underlying; other underlyings cost nothing. Sums are
/// recomputed, never nudged, so rounding cannot drift.
/// </summary>
internal sealed partial class PortfolioGreeks
{
    private static readonly Duration RefreshInterval = Duration.FromMilliseconds(1000);
    private readonly EngineClock _clock;
    private readonly EngineParameters _parameters;
    private readonly Listings _listings;
    private readonly MarketState _market;
    private readonly ForwardCurve _curve;
    private readonly VolatilitySurface _surface;
    private readonly PositionLedger _positions;
    private readonly CashLedger _cash;
    private readonly Reporter _reporter;
    private readonly LegColumns _legs;
    private readonly LegGroup[] _groups;
    private readonly int[] _legOf;
    private readonly long[] _sortKeys;
    private readonly int[] _futures;
    private readonly UnderlyingRisk[] _risk = new UnderlyingRisk[UnderlyingId.Capacity];
    private readonly VenueRisk[] _atVenues = new VenueRisk[UnderlyingId.Capacity * VenueId.Capacity];
    private UnderlyingSet _repriceAll;
    private UnderlyingSet _touched;
    private UnderlyingSet _known;
    private int _legCount;
    private int _groupCount;
    private int _futureCount;
    private int _rebuild;

    public PortfolioGreeks(
        EngineLimits limits, EngineClock clock, EngineParameters parameters, Listings listings, MarketState market,
        ForwardCurve curve, VolatilitySurface surface, PositionLedger positions, CashLedger cash, Reporter reporter)
    {
        (_clock, _parameters, _listings, _market) = (clock, parameters, listings, market);
        (_curve, _surface, _positions, _cash, _reporter) = (curve, surface, positions, cash, reporter);
        _legs = new LegColumns(limits.Legs);
        _groups = new LegGroup[limits.Legs];
        _legOf = new int[limits.Instruments];
        _sortKeys = new long[limits.Instruments];
        _futures = new int[limits.Instruments];
    }

    /// <summary>How often some underlying's Greeks were recomputed, ever.</summary>
    public long Updates { get; private set; }

    public int LegCount => _legCount;

    /// <summary>How often an option position changed, ever: what was computed of other positions is outdated.</summary>
    public long OptionChanges { get; private set; }

    /// <summary>Underlyings whose risk was ever computed; of all others everything is zero.</summary>
    public UnderlyingSet Known => _known;

    /// <summary>Held legs by expiry and settlement.</summary>
    public ReadOnlySpan<LegGroup> Groups => _groups.AsSpan(0, _groupCount);

    public ref readonly UnderlyingRisk this[UnderlyingId underlying] => ref _risk[underlying.Index];

    /// <summary>The part of an underlying's risk that is held at one venue.</summary>
    public ref readonly VenueRisk At(UnderlyingId underlying, VenueId venue) =>
        ref _atVenues[(underlying.Index * VenueId.Capacity) + venue.Index];

    /// <summary>The columns, for the oracle in the tests.</summary>
    public LegColumns Legs => _legs;

    public void OnListingsChanged()
    {
        _rebuild = 1;
        OptionChanges++;
    }

    public void OnPositionChanged(InstrumentId id)
    {
        ref readonly InstrumentTerms terms = ref _listings.Terms(id);
        _touched.Add(terms.Underlying);
        if (!terms.IsOption) return;
        OptionChanges++;
        int leg = _legOf[id.Index] - 1;
        if (leg < 0 || _positions[id].Quantity.IsZero) _rebuild = 1;
        else TakePosition(leg, id, terms);
    }

    /// <summary>A wallet changed: in the USD numeraire the coin's own underlying has a new delta.</summary>
    public void OnWalletChanged(CurrencyId currency) => _touched.Add(UnderlyingId.Of(currency));

    public void OnSpotChanged(UnderlyingId underlying)
    {
        _repriceAll.Add(underlying);
        _touched.Add(underlying);
    }

    /// <summary>A future's own mark or quote moved: its open P&amp;L changes, its delta only if it is dated.</summary>
    public void OnFutureMarked(InstrumentId id)
    {
        if (!_positions[id].Quantity.IsZero) _touched.Add(_listings.Terms(id).Underlying);
    }

    /// <summary>An option's ticker came, possibly with a new basis for its expiry.</summary>
    public void OnOptionTicker(InstrumentId id, ForwardChange forward)
    {
        if (forward != ForwardChange.None) MarkExpiryDirty(_curve.SlotOf(id), forward == ForwardChange.OtherSource);
        int leg = _legOf[id.Index] - 1;
        if (leg < 0 || _rebuild != 0) return;
        ref readonly OptionView option = ref _market.Option(id);
        double sigma = option.MarkVolatility;
        UnderlyingId underlying = _listings.Terms(id).Underlying;
        bool repaired = _legs.Quality[leg] != LegQuality.Good;
        bool follows = _risk[underlying.Index].LegsBehind > 0 && option.Forward != _legs.Seen[leg];
        bool isNews = sigma != _legs.Sigmas[leg] || repaired || follows;
        if (sigma > 0) (_legs.Sigmas[leg], _legs.Seen[leg]) = (sigma, option.Forward);
        if (!isNews) return;
        JudgeLeg(leg, underlying);
        if (_repriceAll.Contains(underlying)) return;
        PriceLegs(_curve.SlotOf(id), leg, 1);
        _touched.Add(underlying);
    }

    /// <summary>A smile came: legs of its expiry may need it, or use it already.</summary>
    public void OnSurface(int slot)
    {
        if (_rebuild != 0) return;
        for (int group = 0; group < _groupCount; group++)
        {
            ref LegGroup at = ref _groups[group];
            if (at.Slot != slot) continue;
            var underlying = new UnderlyingId((byte)at.Underlying);
            bool changed = false;
            for (int leg = at.First; leg < at.First + at.Count; leg++) changed |= JudgeLeg(leg, underlying);
            if (_legs.Quality.AsSpan(at.First, at.Count).Contains(LegQuality.Surface)) at.Dirty = 1;
            changed |= _parameters[ParameterId.SmileDelta, underlying] != 0;
            if (changed || at.Dirty != 0) _touched.Add(underlying);
        }
    }

    /// <summary>The venue's own Greeks of an option came, after their inputs: a held leg is checked.</summary>
    public void OnVenueGreeks(InstrumentId id)
    {
        int leg = _legOf[id.Index] - 1;
        if (leg < 0 || _rebuild != 0) return;
        ref readonly InstrumentTerms terms = ref _listings.Terms(id);
        ref readonly OptionView option = ref _market.Option(id);
        bool agrees = GreeksCheck.Agrees(
            option, terms, _clock.Now, _parameters[ParameterId.GreeksTolerance],
            _parameters[ParameterId.VolatilityTolerance], out GreeksDifference difference);
        if (agrees == (option.IsDisputed == 0)) return;
        _market.SetDisputed(id, !agrees);
        if (!agrees)
            _reporter.Alarm(
                id, AlarmKind.GreeksDisagree, ClientOrderId.None, difference.Theirs, difference.Ours,
                difference.Figure);
        JudgeLeg(leg, terms.Underlying);
        _touched.Add(terms.Underlying);
    }

    /// <summary>Time passed: legs may have become stale, and theta works even when nothing ticks.</summary>
    public void OnTime()
    {
        for (int group = 0; group < _groupCount; group++)
        {
            ref LegGroup at = ref _groups[group];
            var underlying = new UnderlyingId((byte)at.Underlying);
            for (int leg = at.First; leg < at.First + at.Count; leg++)
                if (JudgeLeg(leg, underlying)) _touched.Add(underlying);
        }
        for (int i = 1; i < UnderlyingId.Capacity; i++)
        {
            var underlying = new UnderlyingId((byte)i);
            if (_curve.Spot(underlying) > 0 && _clock.Now - _risk[i].ComputedAt >= RefreshInterval)
                OnSpotChanged(underlying);
        }
    }

    /// <summary>
    /// Brings everything up to date and takes one underlying whose risk was recomputed; false when none is left.
    /// </summary>
    public bool TryStabilize(out UnderlyingId underlying)
    {
        if (_rebuild != 0) Rebuild();
        if (!_touched.TryTake(out underlying)) return false;
        bool all = _repriceAll.Contains(underlying);
        for (int group = 0; group < _groupCount; group++)
        {
            ref LegGroup at = ref _groups[group];
            if (at.Underlying != underlying.Index || (!all && at.Dirty == 0)) continue;
            PriceLegs(at.Slot, at.First, at.Count);
            at.Dirty = 0;
        }
        if (all) _repriceAll.Remove(underlying);
        Sum(underlying);
        Updates++;
        return true;
    }

    public void Save(ref SnapshotWriter writer, int count)
    {
        writer.Write(Updates);
        writer.Write(OptionChanges);
        writer.Write(_legCount);
        writer.Write(_groupCount);
        writer.Write(_futureCount);
        writer.Write(_rebuild);
        writer.Write(_repriceAll);
        writer.Write(_touched);
        writer.Write<UnderlyingRisk>(_risk);
        writer.Write<VenueRisk>(_atVenues);
        writer.Write<LegGroup>(_groups.AsSpan(0, _groupCount));
        writer.Write<int>(_futures.AsSpan(0, _futureCount));
        writer.Write<int>(_legOf.AsSpan(0, count));
        _legs.Save(ref writer, _legCount);
    }

    public void Load(ref SnapshotReader reader, int count)
    {
        Updates = reader.Read<long>();
        OptionChanges = reader.Read<long>();
        _legCount = reader.Read<int>();
        _groupCount = reader.Read<int>();
        _futureCount = reader.Read<int>();
        _rebuild = reader.Read<int>();
        _repriceAll = reader.Read<UnderlyingSet>();
        _touched = reader.Read<UnderlyingSet>();
        reader.Read<UnderlyingRisk>(_risk);
        reader.Read<VenueRisk>(_atVenues);
        reader.Read(_groups.AsSpan(0, _groupCount));
        reader.Read(_futures.AsSpan(0, _futureCount));
        reader.Read(_legOf.AsSpan(0, count));
        _legs.Load(ref reader, _legCount);
        for (int i = 1; i < UnderlyingId.Capacity; i++)
            if (!_risk[i].ComputedAt.IsNone) _known.Add(new UnderlyingId((byte)i));
    }

    /// <summary>Legs whose forward comes from elsewhere are trusted anew at once, before anything is decided.</summary>
    private void MarkExpiryDirty(int slot, bool judges)
    {
        judges &= _rebuild == 0;
        for (int group = 0; group < _groupCount; group++)
        {
            ref LegGroup at = ref _groups[group];
            if (at.Slot != slot) continue;
            at.Dirty = 1;
            var underlying = new UnderlyingId((byte)at.Underlying);
            _touched.Add(underlying);
            for (int leg = at.First; judges && leg < at.First + at.Count; leg++) JudgeLeg(leg, underlying);
        }
    }
}
