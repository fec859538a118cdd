using TradingAgent.Engine.Kernel;

namespace TradingAgent.Engine.Market;

/// <summary>
/// Reference price S of each underlying (the mid of its reference perpetual, as far as its spread is narrow) and the
/// forward of each expiry, F = S·(1 + b), b being the basis of that expiry learned from option tickers, or from
/// put-call parity where they say no forward. A tick of S moves every forward at once, without waiting for each
/// option's own ticker; a tick of b moves one. Each venue has a basis of its own: one names the forward, another its
/// spot index, and a volatility belongs to the price that it was implied on.
/// </summary>
internal sealed class ForwardCurve
{
    /// <summary>
    /// Expiries known at once; more are an invariant failure, because venues list a dozen or two per coin,
    /// each.
    /// </summary>
    public const int SlotsMax = 256;

    /// <summary>Spread, as a share of the price, beyond which a mid says little.</summary>
    private const double WideSpread = 5e-4;

    private const double Smoothing = 0.25;
    private const double BasisStep = 2e-6;
    private readonly ExpirySlot[] _slots = new ExpirySlot[SlotsMax];
    private readonly short[] _slotOf;
    private readonly int[] _reference = new int[UnderlyingId.Capacity];
    private readonly int[] _referenceRank = new int[UnderlyingId.Capacity];
    private readonly double[] _spot = new double[UnderlyingId.Capacity];
    private readonly Timestamp[] _spotAt = new Timestamp[UnderlyingId.Capacity];
    private readonly EngineClock _clock;
    private int _slotCount = 1;

    public ForwardCurve(EngineLimits limits, EngineClock clock)
    {
        _slotOf = new short[limits.Instruments];
        _clock = clock;
        Array.Fill(_referenceRank, int.MaxValue);
    }

    public ref readonly ExpirySlot Slot(int slot) => ref _slots[slot];

    /// <summary>One more than the largest slot ever used.</summary>
    public int SlotCount => _slotCount;

    /// <summary>The slot of an option's expiry at its venue; 0 for what does not expire.</summary>
    public int SlotOf(InstrumentId id) => _slotOf[id.Index];

    public InstrumentId Reference(UnderlyingId underlying) => new(_reference[underlying.Index]);

    /// <summary>Reference price, USD; 0 when not known yet.</summary>
    public double Spot(UnderlyingId underlying) => _spot[underlying.Index];

    public Timestamp SpotAt(UnderlyingId underlying) => _spotAt[underlying.Index];

    /// <summary>Forward of an expiry, USD; 0 when the reference or the basis is not known.</summary>
    public double Forward(int slot)
    {
        ref readonly ExpirySlot expiry = ref _slots[slot];
        return expiry.At.IsNone ? 0 : _spot[expiry.Underlying] * (1 + expiry.Basis);
    }

    public void OnListed(InstrumentId id, in InstrumentTerms terms)
    {
        if (terms.IsOption) _slotOf[id.Index] = FindOrAdd(terms.Underlying, terms.Expiry, terms.Venue);
        if (!terms.IsPerpetual) return;
        int rank = terms.IsInverse ? 2 : terms.SettleCoin == CurrencyId.Usdt ? 0 : 1;
        int at = terms.Underlying.Index;
        if (rank >= _referenceRank[at]) return;
        _referenceRank[at] = rank;
        _reference[at] = id.Index;
    }

    /// <summary>
    /// Forgets an instrument that is gone, and its expiry with the last one of it. The underlying's other perpetuals
    /// are to be listed again after the reference is gone.
    /// </summary>
    public void OnRetired(InstrumentId id, in InstrumentTerms terms, int listed)
    {
        short slot = _slotOf[id.Index];
        _slotOf[id.Index] = 0;
        if (slot != 0 && !_slotOf.AsSpan(0, listed).Contains(slot)) _slots[slot] = default;
        if (_reference[terms.Underlying.Index] != id.Index) return;
        _reference[terms.Underlying.Index] = 0;
        _referenceRank[terms.Underlying.Index] = int.MaxValue;
    }

    /// <summary>The slot of an expiry at a venue; 0 when no option of it is listed there.</summary>
    public int Find(UnderlyingId underlying, Timestamp expiry, VenueId venue)
    {
        for (int i = 1; i < _slotCount; i++)
        {
            ref readonly ExpirySlot slot = ref _slots[i];
            if (slot.Expiry == expiry && slot.Underlying == underlying.Index && slot.Venue == venue.Index) return i;
        }
        return 0;
    }

    /// <summary>Takes the price of an underlying from another instrument of the same kind from now on.</summary>
    public void Refer(UnderlyingId underlying, InstrumentId id, double mid)
    {
        _reference[underlying.Index] = id.Index;
        OnReferencePrice(underlying, mid);
    }

    /// <summary>
    /// Takes a good quote of the reference; true when the price moved. Of a book that has come apart the middle is
    /// nobody's price: the last one stays, as far as the two sides leave it room.
    /// </summary>
    public bool OnReferenceQuote(UnderlyingId underlying, double bid, double ask)
    {
        double last = _spot[underlying.Index];
        double mid = (bid + ask) / 2;
        bool isApart = last > 0 && ask - bid > WideSpread * mid;
        return OnReferencePrice(underlying, isApart ? Math.Clamp(last, bid, ask) : mid);
    }

    private bool OnReferencePrice(UnderlyingId underlying, double price)
    {
        _spotAt[underlying.Index] = _clock.Now;
        if (_spot[underlying.Index] == price) return false;
        _spot[underlying.Index] = price;
        return true;
    }

    /// <summary>Takes the forward a venue said for an option's expiry.</summary>
    public ForwardChange OnVenueForward(InstrumentId id, double forward)
    {
        ref ExpirySlot slot = ref _slots[_slotOf[id.Index]];
        if (_spot[slot.Underlying] <= 0 || forward <= 0) return ForwardChange.None;
        return Learn(ref slot, forward, isParity: false);
    }

    /// <summary>
    /// Takes the forward that parity gives for an option's expiry, unless the venue said one within <paramref
    /// name="venueAgeMax"/>: its word counts for as long as it is fresh.
    /// </summary>
    public ForwardChange OnParityForward(InstrumentId id, double forward, Duration venueAgeMax)
    {
        ref ExpirySlot slot = ref _slots[_slotOf[id.Index]];
        if (_spot[slot.Underlying] <= 0 || forward <= 0) return ForwardChange.None;
        bool isSaid = slot.IsParity == 0 && !slot.At.IsNone && _clock.Age(slot.At) <= venueAgeMax;
        return isSaid ? ForwardChange.None : Learn(ref slot, forward, isParity: true);
    }

    private ForwardChange Learn(ref ExpirySlot slot, double forward, bool isParity)
    {
        bool isOther = !slot.At.IsNone && slot.IsParity != 0 != isParity;
        bool isFirst = slot.At.IsNone || isOther;
        slot.At = _clock.Now;
        slot.IsParity = isParity ? 1 : 0;
        if (!isFirst && forward == slot.ForwardSaid) return ForwardChange.None;
        slot.ForwardSaid = forward;
        double basis = (forward / _spot[slot.Underlying]) - 1;
        slot.BasisSmoothed = isFirst ? basis : slot.BasisSmoothed + (Smoothing * (basis - slot.BasisSmoothed));
        if (!isFirst && Math.Abs(slot.BasisSmoothed - slot.Basis) < BasisStep) return ForwardChange.None;
        slot.Basis = slot.BasisSmoothed;
        return isOther ? ForwardChange.OtherSource : ForwardChange.Moved;
    }

    public void Save(ref SnapshotWriter writer, int count)
    {
        writer.Write(_slotCount);
        writer.Write<ExpirySlot>(_slots.AsSpan(0, _slotCount));
        writer.Write<short>(_slotOf.AsSpan(0, count));
        writer.Write<int>(_reference);
        writer.Write<int>(_referenceRank);
        writer.Write<double>(_spot);
        writer.Write<Timestamp>(_spotAt);
    }

    public void Load(ref SnapshotReader reader, int count)
    {
        _slotCount = reader.Read<int>();
        reader.Read(_slots.AsSpan(0, _slotCount));
        reader.Read(_slotOf.AsSpan(0, count));
        reader.Read<int>(_reference);
        reader.Read<int>(_referenceRank);
        reader.Read<double>(_spot);
        reader.Read<Timestamp>(_spotAt);
    }

    private short FindOrAdd(UnderlyingId underlying, Timestamp expiry, VenueId venue)
    {
        int known = Find(underlying, expiry, venue);
        if (known != 0) return (short)known;
        int free = 1;
        while (free < _slotCount && !_slots[free].Expiry.IsNone) free++;
        Invariant.That(free < SlotsMax, "more expiries are listed than the forward curve can hold");
        _slots[free] = new ExpirySlot { Expiry = expiry, Underlying = underlying.Index, Venue = venue.Index };
        _slotCount = Math.Max(_slotCount, free + 1);
        return (short)free;
    }
}
