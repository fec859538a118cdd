using TradingAgent.Exchange.Listings;
using TradingAgent.Quant.Maths;

namespace TradingAgent.Exchange.MarketSources.Generated;

/// <summary>
/// The option chains of one coin: lists and drops expiries, marks them on the smile, and quotes them lazily, that is
/// when the mark has moved a good part of the half spread or a quote has grown old.
/// </summary>
internal sealed class ChainMaker(
    IMarketDesk desk, CoinSettings coin, GeneratorSettings market, IChainModel path, Chance chance)
{
    private const double RequoteAtPart = 0.4;
    private const double AgeMinSeconds = 8;
    private const double AgeMaxSeconds = 20;

    private readonly List<OptionExpiry> _expiries = [];

    /// <summary>Drops what has expired and lists what the calendar asks for.</summary>
    public void Roll(Timestamp now)
    {
        for (int i = _expiries.Count - 1; i >= 0; i--)
        {
            if (_expiries[i].Expiry > now) continue;
            foreach (OptionLeg leg in _expiries[i].Legs) Clear(leg.Instrument);
            _expiries.RemoveAt(i);
        }
        IReadOnlyList<Timestamp> wanted = ExpiryCalendar.At(now, market.Expiries);
        for (int i = 0; i < wanted.Count; i++)
        {
            OptionExpiry? known = _expiries.Find(e => e.Expiry == wanted[i]);
            bool inCoin = i >= 2 && i < 2 + market.CoinSettledExpiries;
            if (known is null) List(wanted[i], inCoin, now);
            else Widen(known, now);
        }
        _expiries.Sort((left, right) => left.Expiry.CompareTo(right.Expiry));
    }

    /// <summary>Marks every option and renews the quotes that are off.</summary>
    public void Pass(Timestamp now)
    {
        foreach (OptionExpiry expiry in _expiries)
        {
            double years = YearFraction.FromNanoseconds((expiry.Expiry - now).Nanoseconds);
            double forward = path.Forward(years);
            double atTheMoney = path.AtTheMoney(years);
            double strike = 0;
            double volatility = 0;
            foreach (OptionLeg leg in expiry.Legs)
            {
                if (leg.Strike != strike)
                {
                    strike = leg.Strike;
                    volatility = path.VolatilityAt(strike, forward, years, atTheMoney);
                }
                desk.SetVolatility(leg.Instrument, forward, volatility);
                desk.ReadMark(leg.Instrument, out double mark, out VenueGreeks greeks);
                bool isOff = Math.Abs(mark - leg.QuotedMark) > RequoteAtPart * leg.HalfSpread;
                if (isOff || now.Nanoseconds >= leg.RequoteAt) Quote(leg, mark, greeks, forward, now);
            }
        }
    }

    /// <summary>Takes every quote away until the next pass.</summary>
    public void Withdraw()
    {
        foreach (OptionExpiry expiry in _expiries)
        {
            foreach (OptionLeg leg in expiry.Legs)
            {
                Clear(leg.Instrument);
                leg.Bid = leg.Ask = leg.BidFar = leg.AskFar = 0;
                leg.RequoteAt = 0;
            }
        }
    }

    /// <summary>A background taker picks an option.</summary>
    public void Take()
    {
        OptionExpiry expiry = _expiries[chance.Below(_expiries.Count)];
        OptionLeg leg = expiry.Legs[chance.Below(expiry.Legs.Count)];
        Side side = chance.Uniform() < 0.5 ? Side.Buy : Side.Sell;
        long limit = side == Side.Buy ? leg.Ask : leg.Bid;
        if (limit <= 0) return;
        desk.Take(leg.Instrument, side, new Price(limit), ToLots(leg, chance.Exponential(coin.OptionQuantity * 0.1)));
    }

    private void List(Timestamp at, bool alsoInCoin, Timestamp now)
    {
        var expiry = new OptionExpiry(at);
        double years = YearFraction.FromNanoseconds((at - now).Nanoseconds);
        double forward = path.Forward(years);
        double deviation = Math.Max(path.AtTheMoney(years), coin.Volatility) * Math.Sqrt(Math.Max(years, 1.0 / 365));
        IReadOnlyList<Price> strikes = StrikeLadder.About(
            forward, deviation, market.Strikes, coin.Contracts.StrikeStepMin);
        int from = (strikes.Count - market.CoinSettledStrikes) / 2;
        for (int i = 0; i < strikes.Count; i++)
        {
            AddStrike(expiry, strikes[i], inCoin: false, now);
            bool inCoin = alsoInCoin && i >= from && i < from + market.CoinSettledStrikes;
            if (inCoin) AddStrike(expiry, strikes[i], inCoin: true, now);
        }
        expiry.Step = strikes.Count < 2 ? coin.Contracts.StrikeStepMin : (strikes[1] - strikes[0]).ToDecimal();
        _expiries.Add(expiry);
    }

    /// <summary>Adds strikes at the edge the forward has drifted to, so that there is always a wing.</summary>
    private void Widen(OptionExpiry expiry, Timestamp now)
    {
        double years = YearFraction.FromNanoseconds((expiry.Expiry - now).Nanoseconds);
        double forward = path.Forward(years);
        decimal step = expiry.Step;
        double wing = (double)step * market.Strikes / 4;
        while (expiry.StrikeMax < forward + wing)
            AddStrike(expiry, Price.From((decimal)expiry.StrikeMax + step), inCoin: false, now);
        while (expiry.StrikeMin > forward - wing && expiry.StrikeMin > (double)step)
            AddStrike(expiry, Price.From((decimal)expiry.StrikeMin - step), inCoin: false, now);
    }

    private void AddStrike(OptionExpiry expiry, Price strike, bool inCoin, Timestamp now)
    {
        foreach (OptionSide side in (ReadOnlySpan<OptionSide>)[OptionSide.Call, OptionSide.Put])
        {
            ListingRequest request = coin.Contracts.Option(expiry.Expiry, strike, side, inCoin, now);
            InstrumentId id = desk.List(request);
            expiry.Legs.Add(new OptionLeg(id, request.Terms));
            desk.SetOpenInterest(id, ToLots(expiry.Legs[^1], chance.Exponential(coin.OptionQuantity * 20)));
        }
        expiry.StrikeMin = Math.Min(expiry.StrikeMin, strike.ToDouble());
        expiry.StrikeMax = Math.Max(expiry.StrikeMax, strike.ToDouble());
    }

    private void Quote(OptionLeg leg, double mark, in VenueGreeks greeks, double forward, Timestamp now)
    {
        double settle = leg.InCoin ? forward : 1;
        double tick = leg.Tick / (double)FixedPoint.Scale;
        double vega = greeks.VegaPerPoint / settle;
        leg.HalfSpread = Math.Max(tick, Math.Max(vega * 1.2, mark * 0.01)) * chance.Between(0.85, 1.15);
        leg.QuotedMark = mark;
        leg.RequoteAt = now.Nanoseconds + (long)(chance.Between(AgeMinSeconds, AgeMaxSeconds) * 1e9);
        long bid = (long)Math.Floor((mark - leg.HalfSpread) / tick);
        long ask = Math.Max((long)Math.Ceiling((mark + leg.HalfSpread) / tick), Math.Max(bid, 0) + 1);
        long further = Math.Max(1, (long)(leg.HalfSpread / tick));
        Move(leg, Side.Buy, ref leg.Bid, Math.Max(bid, 0) * leg.Tick, 1);
        Move(leg, Side.Buy, ref leg.BidFar, Math.Max(bid - further, 0) * leg.Tick, 2.5);
        Move(leg, Side.Sell, ref leg.Ask, ask * leg.Tick, 1);
        Move(leg, Side.Sell, ref leg.AskFar, (ask + further) * leg.Tick, 2.5);
    }

    private void Move(OptionLeg leg, Side side, ref long at, long to, double size)
    {
        if (at != 0 && at != to) desk.SetDepth(leg.Instrument, side, new Price(at), Quantity.Zero);
        at = to;
        if (to == 0) return;
        Quantity wish = ToLots(leg, coin.OptionQuantity * size * chance.Between(0.5, 1.5));
        desk.SetDepth(leg.Instrument, side, new Price(to), wish);
    }

    private void Clear(InstrumentId instrument)
    {
        desk.ClearDepth(instrument, Side.Buy);
        desk.ClearDepth(instrument, Side.Sell);
    }

    private static Quantity ToLots(OptionLeg leg, double size) =>
        new(Math.Max(1, (long)Math.Round(size * FixedPoint.Scale / leg.Lot)) * leg.Lot);
}
