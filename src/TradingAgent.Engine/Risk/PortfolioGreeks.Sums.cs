using TradingAgent.Engine.Kernel;
using TradingAgent.Engine.Market;
using TradingAgent.Engine.Positions;

namespace TradingAgent.Engine.Risk;

/// <summary>
/// Adds the legs up to one underlying's risk. In the USD numeraire coin equity is delta: an inverse option then counts
/// its Black-Scholes delta (net transaction delta plus its own coin value) and an inverse future its entry value, so
/// that flat means the USD value of everything does not move. In coin, equity stays out and the net transaction
/// delta counts. While a settlement is being averaged a contract counts with the share that is still to come.
/// </summary>
internal sealed partial class PortfolioGreeks
{
    private void Sum(UnderlyingId underlying)
    {
        double spot = _curve.Spot(underlying);
        bool inUsd = _parameters[ParameterId.Numeraire, underlying] == 0;
        var risk = new UnderlyingRisk
        {
            Spot = spot,
            ComputedAt = _clock.Now,
            Stale = IsSpotStale(underlying) ? 1 : 0,
        };
        Span<VenueRisk> atVenues = _atVenues.AsSpan(underlying.Index * VenueId.Capacity, VenueId.Capacity);
        atVenues.Clear();
        if (spot > 0)
        {
            for (int group = 0; group < _groupCount; group++)
            {
                if (_groups[group].Underlying != underlying.Index) continue;
                VenueRisk before = Part(risk);
                AddGroup(ref risk, _groups[group], spot, inUsd);
                Share(ref atVenues[_curve.Slot(_groups[group].Slot).Venue], risk, before);
            }
            AddGap(ref risk, underlying, inUsd);
            double options = risk.Delta;
            for (int i = 0; i < _futureCount; i++)
            {
                var id = new InstrumentId(_futures[i]);
                if (_listings.Terms(id).Underlying != underlying || _positions[id].Quantity.IsZero) continue;
                VenueRisk before = Part(risk);
                AddFuture(ref risk, id, spot, inUsd);
                Share(ref atVenues[_listings.Terms(id).Venue.Index], risk, before);
            }
            if (inUsd) risk.Delta += (double)_cash[new CurrencyId(underlying.Index)].Wallet;
            risk.FuturesDelta = risk.Delta - options;
        }
        else
        {
            CountUnpriced(ref risk, underlying);
        }
        _risk[underlying.Index] = risk;
        _known.Add(underlying);
    }

    private static VenueRisk Part(in UnderlyingRisk risk) => new()
    {
        Delta = risk.Delta,
        Gamma = risk.Gamma,
        ValueUsd = risk.OptionValueUsd + risk.FuturesOpenUsd,
    };

    /// <summary>Gives a venue what was added since.</summary>
    private static void Share(ref VenueRisk venue, in UnderlyingRisk risk, in VenueRisk before)
    {
        VenueRisk now = Part(risk);
        venue.Delta += now.Delta - before.Delta;
        venue.Gamma += now.Gamma - before.Gamma;
        venue.ValueUsd += now.ValueUsd - before.ValueUsd;
    }

    private void AddGroup(ref UnderlyingRisk risk, in LegGroup group, double spot, bool inUsd)
    {
        double forward = _curve.Forward(group.Slot);
        double ratio = forward / spot;
        double rate = _cash.UsdPerUnit(new CurrencyId((byte)group.Settle));
        double open = OpenShareOf(group);
        risk.Legs += group.Count;
        if (group.Exceptions > 0) AddExceptions(ref risk, group, ratio, open);
        ReadOnlySpan<LegQuality> qualities = _legs.Quality.AsSpan(group.First, group.Count);
        risk.LegsNotGood += qualities.Count(LegQuality.Stale) + qualities.Count(LegQuality.Disputed)
            + qualities.Count(LegQuality.Surface) + qualities.Count(LegQuality.Parity);
        if (forward <= 0) return;
        LegSums sums = LegSums.Of(_legs, group.First, group.Count);
        if (_clock.Now >= _curve.Slot(group.Slot).Expiry)
        {
            // Settled, and only its delivery is still to be told: it is worth its payoff and moves with nothing, so
            // whoever hedged it now would be hedging what is no longer held.
            double unit = group.Inverse == 0 ? rate : spot;
            double payoff = group.Inverse == 0 ? sums.Price : sums.Price / forward;
            risk.OptionValueUsd += payoff * unit;
            risk.OpenUsd += (payoff - sums.Cost) * unit;
            return;
        }
        double smile = SmileDelta(group) * open;
        risk.SmileDelta += smile * ratio;
        risk.Delta += smile * ratio;
        if (group.Inverse == 0)
        {
            risk.Delta += sums.Delta * open * ratio;
            risk.Gamma += sums.Gamma * open * ratio * ratio;
            risk.VegaPerVolPoint += sums.Vega * open * rate;
            risk.ThetaPerDay += sums.Theta * open * rate;
            risk.OptionValueUsd += sums.Price * rate;
            risk.OpenUsd += (sums.Price - sums.Cost) * rate;
            return;
        }
        double coins = sums.Price / forward;
        double netTransaction = (sums.Delta - coins) * open;
        risk.Delta += (inUsd ? netTransaction + coins : netTransaction) * ratio;
        risk.Gamma += ((sums.Gamma * open) - (inUsd ? 0 : netTransaction / forward)) * ratio * ratio;
        risk.VegaPerVolPoint += sums.Vega * open;
        risk.ThetaPerDay += sums.Theta * open;
        risk.OptionValueUsd += coins * spot;
        risk.OpenUsd += (coins - sums.Cost) * spot;
    }

    /// <summary>
    /// What the legs' deltas gain because the smile moves with the forward: vega times dσ/dF at each strike, where a
    /// smile young enough reaches; elsewhere nothing. Gatheral, The Volatility Surface (2006), sticky moneyness.
    /// </summary>
    private double SmileDelta(in LegGroup group)
    {
        if (_parameters[ParameterId.SmileDelta, new UnderlyingId((byte)group.Underlying)] == 0) return 0;
        double sum = 0;
        for (int leg = group.First; leg < group.First + group.Count; leg++)
            if (_legs.Counted[leg] != 0 && _surface.TrySlope(group.Slot, _legs.Strikes[leg], out SmileSlope slope))
                sum += _legs.Counted[leg] * _legs.Vegas[leg] * 100 * slope.PerForward;
        return sum;
    }

    /// <summary>
    /// Legs our formula cannot price: the venue's Greeks count, or else the whole interval of possible deltas.
    /// </summary>
    private void AddExceptions(ref UnderlyingRisk risk, in LegGroup group, double ratio, double open)
    {
        for (int leg = group.First; leg < group.First + group.Count; leg++)
        {
            LegQuality quality = _legs.Quality[leg];
            if (IsOurs(quality)) continue;
            risk.LegsNotGood++;
            double held = _legs.Held[leg];
            AddMarkValue(ref risk, new InstrumentId(_legs.Instruments[leg]), held, group.Settle);
            if (quality == LegQuality.VenueOnly)
            {
                VenueGreeksChanged greeks = _market.Option(new InstrumentId(_legs.Instruments[leg])).Greeks;
                risk.Delta += held * greeks.Delta * open * (ratio > 0 ? ratio : 1);
                risk.Gamma += held * greeks.Gamma * open;
                risk.VegaPerVolPoint += held * greeks.VegaPerVolPoint * open;
                risk.ThetaPerDay += held * greeks.ThetaPerDay * open;
                continue;
            }
            risk.LegsUnpriced++;
            double reach = held * _legs.Sides[leg] * open;
            risk.UncertainBelow += Math.Min(0, reach);
            risk.UncertainAbove += Math.Max(0, reach);
        }
    }

    /// <summary>
    /// The venue's mark values what our formula cannot; without a mark value and cost both stay out, so that losing an
    /// input is neither a loss nor a gain.
    /// </summary>
    private void AddMarkValue(ref UnderlyingRisk risk, InstrumentId id, double held, int settle)
    {
        double mark = _market.Option(id).Mark.ToDouble();
        ref readonly PositionEntry position = ref _positions[id];
        if (mark <= 0 || !position.WithoutCost.IsZero) return;
        double rate = _listings.Terms(id).IsInverse ? risk.Spot : _cash.UsdPerUnit(new CurrencyId((byte)settle));
        risk.OptionValueUsd += held * mark * rate;
        risk.OpenUsd += ((held * mark) - (double)position.Cost) * rate;
    }

    private void CountUnpriced(ref UnderlyingRisk risk, UnderlyingId underlying)
    {
        for (int group = 0; group < _groupCount; group++)
        {
            if (_groups[group].Underlying != underlying.Index) continue;
            risk.Legs += _groups[group].Count;
            risk.LegsNotGood += _groups[group].Count;
            risk.LegsUnpriced += _groups[group].Count;
        }
    }

    private void AddFuture(ref UnderlyingRisk risk, InstrumentId id, double spot, bool inUsd)
    {
        ref readonly InstrumentTerms terms = ref _listings.Terms(id);
        ref readonly MarkView mark = ref _market.Mark(id);
        double price = mark.Mark.Raw > 0 ? mark.Mark.ToDouble() : spot;
        if (!_positions[id].WithoutCost.IsZero) _positions.GiveCost(id, terms, (decimal)price);
        ref readonly PositionEntry position = ref _positions[id];
        double size = position.Quantity.ToDouble() * terms.Multiplier.ToDouble();
        double cost = (double)position.Cost;
        if (!terms.IsInverse)
        {
            double open = ((size * price) - cost) * _cash.UsdPerUnit(terms.SettleCoin);
            risk.Delta += terms.IsPerpetual ? size : size * (price / spot) * OpenShareOf(terms);
            risk.OpenUsd += open;
            risk.FuturesOpenUsd += open;
            return;
        }
        double openCoins = -(size / price) - cost;
        double moving = size * OpenShareOf(terms);
        risk.Delta += (moving / spot) + (inUsd ? openCoins : 0);
        risk.Gamma -= inUsd ? 0 : moving / (spot * spot);
        risk.OpenUsd += openCoins * spot;
        risk.FuturesOpenUsd += openCoins * spot;
    }

    private double OpenShareOf(in LegGroup group) => OpenShare.Of(
        _parameters, new UnderlyingId((byte)group.Underlying), _curve.Slot(group.Slot).Expiry, _clock.Now);

    private double OpenShareOf(in InstrumentTerms terms) =>
        OpenShare.Of(_parameters, terms.Underlying, terms.Expiry, _clock.Now);
}
