using TradingAgent.Engine.Positions;
using TradingAgent.Quant.Maths;

namespace TradingAgent.Engine.Risk;

/// <summary>Which legs there are, how each is priced, and how far each can be trusted.</summary>
internal sealed partial class PortfolioGreeks
{
    /// <summary>
    /// Lays the held options out again, by underlying, expiry and settlement. Rare: a leg came or went.
    /// </summary>
    private void Rebuild()
    {
        _rebuild = 0;
        Array.Clear(_legOf);
        _futureCount = 0;
        int held = 0;
        for (int i = 1; i < _listings.Count; i++)
        {
            var id = new InstrumentId(i);
            if (!_listings.IsListed(id) || !_listings.IsCounted(id)) continue;
            ref readonly InstrumentTerms terms = ref _listings.Terms(id);
            if (terms.IsFuture) _futures[_futureCount++] = i;
            if (!terms.IsOption || _positions[id].Quantity.IsZero) continue;
            long inverse = terms.IsInverse ? 1 : 0;
            _sortKeys[held++] = ((long)terms.Underlying.Index << 48) | ((long)_curve.SlotOf(id) << 36)
                | (inverse << 35) | ((long)terms.SettleCoin.Index << 28) | (uint)i;
        }
        Array.Sort(_sortKeys, 0, held);
        Kernel.Invariant.That(held <= _groups.Length, "the portfolio holds more legs than the engine can");
        _legCount = held;
        _groupCount = 0;
        for (int leg = 0; leg < held; leg++)
        {
            long key = _sortKeys[leg];
            if (leg == 0 || (key >> 28) != (_sortKeys[leg - 1] >> 28)) AddGroup(key, leg);
            _groups[_groupCount - 1].Count++;
            AddLeg(leg, new InstrumentId((int)(key & 0xFFF_FFFF)));
        }
        for (int group = 0; group < _groupCount; group++)
            OnSpotChanged(new UnderlyingId((byte)_groups[group].Underlying));
    }

    private void AddGroup(long key, int first) => _groups[_groupCount++] = new LegGroup
    {
        Underlying = (int)(key >> 48),
        Slot = (int)((key >> 36) & 0xFFF),
        Inverse = (int)((key >> 35) & 1),
        Settle = (int)((key >> 28) & 0x7F),
        First = first,
    };

    private void AddLeg(int leg, InstrumentId id)
    {
        ref readonly InstrumentTerms terms = ref _listings.Terms(id);
        _legOf[id.Index] = leg + 1;
        _legs.Instruments[leg] = id.Index;
        _legs.Strikes[leg] = terms.Strike.ToDouble();
        _legs.Sides[leg] = terms.OptionSide == OptionSide.Call ? 1 : -1;
        double sigma = _market.Option(id).MarkVolatility;
        _legs.Sigmas[leg] = sigma > 0 ? sigma : 1;
        _legs.Seen[leg] = sigma > 0 ? _market.Option(id).Forward : 0;
        _legs.Quality[leg] = LegQuality.Unpriced;
        _groups[_groupCount - 1].Exceptions++;
        TakePosition(leg, id, terms);
        JudgeLeg(leg, terms.Underlying);
    }

    private void TakePosition(int leg, InstrumentId id, in InstrumentTerms terms)
    {
        ref readonly PositionEntry position = ref _positions[id];
        _legs.Costless[leg] = position.WithoutCost.IsZero ? (byte)0 : (byte)1;
        _legs.Held[leg] = position.Quantity.ToDouble() * terms.Multiplier.ToDouble();
        Count(leg, position);
    }

    /// <summary>Size and cost enter the sums only where our own formula gives the value they belong to.</summary>
    private void Count(int leg, in PositionEntry position)
    {
        bool isOurs = IsOurs(_legs.Quality[leg]);
        _legs.Counted[leg] = isOurs ? _legs.Held[leg] : 0;
        _legs.Costs[leg] = isOurs ? (double)position.Cost : 0;
    }

    private void PriceLegs(int slot, int first, int count)
    {
        double forward = _curve.Forward(slot);
        if (forward <= 0) return;
        long left = Math.Max(0, (_curve.Slot(slot).Expiry - _clock.Now).Nanoseconds);
        FollowSmile(slot, first, count);
        _legs.Price(first, count, forward, YearFraction.FromNanoseconds(left));
        for (int leg = first; leg < first + count; leg++)
        {
            if (_legs.Costless[leg] == 0 || !IsOurs(_legs.Quality[leg])) continue;
            var id = new InstrumentId(_legs.Instruments[leg]);
            ref readonly InstrumentTerms terms = ref _listings.Terms(id);
            double price = terms.IsInverse ? _legs.Prices[leg] / forward : _legs.Prices[leg];
            _positions.GiveCost(id, terms, (decimal)price);
            _legs.Costs[leg] = (double)_positions[id].Cost;
            _legs.Costless[leg] = 0;
        }
    }

    /// <summary>A leg on the smile has the volatility of its strike over the forward as it is now.</summary>
    private void FollowSmile(int slot, int first, int count)
    {
        if (!_legs.Quality.AsSpan(first, count).Contains(LegQuality.Surface)) return;
        for (int leg = first; leg < first + count; leg++)
        {
            if (_legs.Quality[leg] != LegQuality.Surface) continue;
            if (_surface.TryVolatility(slot, _legs.Strikes[leg], out double sigma)) _legs.Sigmas[leg] = sigma;
        }
    }

    /// <summary>Decides a leg's quality; true when it changed.</summary>
    private bool JudgeLeg(int leg, UnderlyingId underlying)
    {
        var id = new InstrumentId(_legs.Instruments[leg]);
        ref readonly Market.OptionView option = ref _market.Option(id);
        LegQuality quality = QualityOf(leg, id, option, underlying);
        LegQuality before = _legs.Quality[leg];
        if (quality == before) return false;
        _legs.Quality[leg] = quality;
        Count(leg, _positions[id]);
        if (IsOurs(quality) != IsOurs(before)) GroupOf(leg).Exceptions += IsOurs(quality) ? -1 : 1;
        if (quality == LegQuality.Surface || before == LegQuality.Surface)
        {
            // Another volatility: the leg's own again, or the smile's when it is priced.
            if (option.MarkVolatility > 0) _legs.Sigmas[leg] = option.MarkVolatility;
            GroupOf(leg).Dirty = 1;
        }
        _reporter.LegQuality(id, before, quality, _clock.Age(option.At));
        return true;
    }

    /// <summary>
    /// Its own volatility while that and the forward of its expiry are fresh, then the smile of its expiry, then its
    /// own however old, then the venue's Greeks.
    /// </summary>
    private LegQuality QualityOf(int leg, InstrumentId id, in Market.OptionView option, UnderlyingId underlying)
    {
        Duration ageMax = _parameters.Milliseconds(Kernel.ParameterId.LegAgeMax);
        int slot = _curve.SlotOf(id);
        bool hasForward = _curve.Forward(slot) > 0;
        bool hasOwn = option.MarkVolatility > 0;
        if (hasForward && hasOwn && _clock.Age(option.At) <= ageMax)
        {
            ref readonly Market.ExpirySlot expiry = ref _curve.Slot(slot);
            if (IsSpotStale(underlying) || _clock.Age(expiry.At) > ageMax) return LegQuality.Stale;
            if (expiry.IsParity != 0) return LegQuality.Parity;
            return option.IsDisputed != 0 ? LegQuality.Disputed : LegQuality.Good;
        }
        if (_surface.TryVolatility(slot, _legs.Strikes[leg], out _)) return LegQuality.Surface;
        if (hasForward && hasOwn) return LegQuality.Stale;
        return _clock.Age(option.GreeksAt) <= ageMax ? LegQuality.VenueOnly : LegQuality.Unpriced;
    }

    private bool IsSpotStale(UnderlyingId underlying) =>
        _clock.Age(_curve.SpotAt(underlying)) > _parameters.Milliseconds(Kernel.ParameterId.ForwardAgeMax);

    /// <summary>True when a held option of a venue was not told since a moment.</summary>
    public bool HasLegUntold(UnderlyingId underlying, VenueId venue, Timestamp since)
    {
        foreach (ref readonly LegGroup group in Groups)
        {
            if (group.Underlying != underlying.Index) continue;
            for (int leg = group.First; leg < group.First + group.Count; leg++)
            {
                var id = new InstrumentId(_legs.Instruments[leg]);
                if (_market.Option(id).At < since && _listings.Terms(id).Venue == venue) return true;
            }
        }
        return false;
    }

    private ref LegGroup GroupOf(int leg)
    {
        int group = _groupCount - 1;
        while (_groups[group].First > leg) group--;
        return ref _groups[group];
    }

    private static bool IsOurs(LegQuality quality) =>
        quality is LegQuality.Good or LegQuality.Stale or LegQuality.Disputed or LegQuality.Surface
            or LegQuality.Parity;
}
