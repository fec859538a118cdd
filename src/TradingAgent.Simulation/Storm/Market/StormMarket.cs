using TradingAgent.Exchange.Listings;
using TradingAgent.Exchange.MarketSources;
using TradingAgent.Exchange.MarketSources.Generated;
using TradingAgent.Quant.Maths;

namespace TradingAgent.Simulation.Storm.Market;

/// <summary>
/// One coin with two perpetuals and two small option chains, seeded, made to be cheap: hours of it must pass in a
/// second. Beside its own moves it does what a storm asks for: gaps, halts, takers at a chosen moment.
/// </summary>
internal sealed class StormMarket : IMarketSource
{
    private const double YearSeconds = 31_536_000;

    /// <summary>How much dearer the other venue's perpetual is: a basis point.</summary>
    private const double AwayBasis = 1.0001;
    private readonly StormRegime _regime;
    private readonly Chance _prices;
    private readonly Chance _people;
    private readonly List<(InstrumentId Id, Timestamp Expiry, double Strike, bool IsCall)> _options = [];
    private IMarketDesk _desk = null!;
    private StormLadder _linear = null!;
    private StormLadder _inverse = null!;
    private StormLadder? _away;
    private readonly bool _hasAway;
    private long _moveAt;
    private long _takeAt;
    private long _passAt;
    private double _premium;
    private double _volatilityShift;

    /// <param name="regime">Of the market.</param>
    /// <param name="seed">Of everything that happens in it.</param>
    /// <param name="hasAway">Whether another venue trades the same coin.</param>
    public StormMarket(StormRegime regime, ulong seed, bool hasAway = false)
    {
        _regime = regime;
        _hasAway = hasAway;
        _prices = new Chance(seed);
        _people = _prices.Fork();
        Spot = regime.StartPrice;
    }

    public double Spot { get; private set; }

    public InstrumentId Linear => _linear.Instrument;

    public InstrumentId Inverse => _inverse.Instrument;

    /// <summary>The other venue's perpetual, or none.</summary>
    public InstrumentId Away => _away?.Instrument ?? InstrumentId.None;

    /// <summary>What is listed of the option chains, and not expired.</summary>
    public List<(InstrumentId Id, Timestamp Expiry, double Strike, bool IsCall)> Chain => _options;

    /// <summary>The forward of every expiry.</summary>
    public double Forward => Spot * 1.0005;

    /// <summary>True while the venue does not trade: nobody moves.</summary>
    public bool IsHalted { get; set; }

    public Timestamp NextDue => new(Math.Min(_passAt, Math.Min(_moveAt, _takeAt)));

    public void Open(IMarketDesk desk, Timestamp now)
    {
        _desk = desk;
        CoinContracts contracts = CoinContracts.Bitcoin;
        desk.SetIndex(UnderlyingId.Of(contracts.Coin), Spot);
        _linear = Ladder(contracts.LinearPerpetual(now));
        _inverse = Ladder(contracts.InversePerpetual(now));
        Timestamp far = new(_regime.NearExpiry.Nanoseconds + (7 * 86_400_000_000_000L));
        foreach (Timestamp expiry in (ReadOnlySpan<Timestamp>)[_regime.NearExpiry, far])
            for (int i = 0; i < _regime.Strikes; i++) ListOption(contracts, expiry, i, now);
        if (_hasAway) _away = Ladder(Abroad(contracts.LinearPerpetual(now)));
        _moveAt = now.Nanoseconds + 1;
        _takeAt = now.Nanoseconds + Wait(_people, _regime.TakersPerSecond);
        _passAt = now.Nanoseconds + 1;
        Requote();
        Mark();
        MarkOptions();
    }

    public void Step(Timestamp now)
    {
        if (_moveAt <= now.Nanoseconds)
        {
            if (!IsHalted) Move();
            _moveAt = now.Nanoseconds + Wait(_prices, _regime.MovesPerSecond);
        }
        else if (_takeAt <= now.Nanoseconds)
        {
            if (!IsHalted) Take();
            _takeAt = now.Nanoseconds + Wait(_people, _regime.TakersPerSecond);
        }
        else
        {
            if (!IsHalted) Pass(now);
            _passAt = now.Nanoseconds + 1_000_000_000;
        }
    }

    /// <summary>The price jumps by a fraction, and volatility with it.</summary>
    public void Gap(double fraction)
    {
        Spot *= 1 + fraction;
        _volatilityShift += Math.Abs(fraction) * 3;
        Requote();
        Mark();
    }

    /// <summary>Takers sweep one side of the linear perpetual up to a price.</summary>
    public Quantity Sweep(InstrumentId instrument, Side takers, Price limit, Quantity quantity) =>
        LadderOf(instrument).TakeTo(takers, limit, quantity);

    /// <summary>The market moves so that its touch meets an order of this side at a price.</summary>
    public void MeetAt(InstrumentId instrument, Side side, Price price)
    {
        double half = (side == Side.Buy ? -0.5 : 0.5) * _regime.SpreadTicks * 0.1;
        double basis = _hasAway && instrument == Away ? AwayBasis : 1;
        Spot = (price.ToDouble() + half) / (1 + _premium) / basis;
        LadderOf(instrument).Requote(price.ToDouble() + half, _regime.SpreadTicks, TouchOf(instrument));
    }

    /// <summary>The venue changes the linear perpetual's price step, and the makers follow.</summary>
    public void ChangeTick(Price tick, Action<InstrumentId, Price> change)
    {
        _linear.Clear();
        change(_linear.Instrument, tick);
        _linear.Tick = tick.Raw;
        Requote();
    }

    /// <summary>Whether the makers stand there: without them a liquidation has nobody to sell to.</summary>
    public void SetDepth(double depth)
    {
        _linear.Clear();
        _inverse.Clear();
        (_linear.Depth, _inverse.Depth) = (depth, depth);
        _away?.Clear();
        if (_away is not null) _away.Depth = depth;
        Requote();
    }

    private double TouchOf(InstrumentId instrument) =>
        instrument == Inverse ? _regime.TouchQuantity * Spot : _regime.TouchQuantity;

    private StormLadder LadderOf(InstrumentId instrument) =>
        instrument == Inverse ? _inverse : _away is not null && instrument == Away ? _away : _linear;

    /// <summary>The same contract at the other venue, in its own words: coarser steps of price and size.</summary>
    private static ListingRequest Abroad(ListingRequest request) => request with
    {
        Symbol = request.Symbol + "-AWAY",
        Terms = request.Terms with
        {
            Venue = VenueId.BinanceFutures,
            Tick = Price.From(0.5m),
            Lot = Quantity.From(0.005m),
            QuantityMin = Quantity.From(0.005m),
        },
    };

    private StormLadder Ladder(ListingRequest request)
    {
        ListingTerms halfHourly = request.Listing with { FundingIntervalMinutes = 30 };
        InstrumentId id = _desk.List(request with { Listing = halfHourly });
        _desk.SetFundingRate(id, _regime.FundingRate);
        return new StormLadder(_desk, id, request.Terms, _people.Fork());
    }

    private void ListOption(CoinContracts contracts, Timestamp expiry, int index, Timestamp now)
    {
        int away = (index / 2) - (_regime.Strikes / 4);
        double step = Math.Max(100, Math.Round(Spot * 0.01 / 100) * 100);
        decimal strike = (decimal)((Math.Round(Spot / step) + away) * step);
        OptionSide side = index % 2 == 0 ? OptionSide.Call : OptionSide.Put;
        ListingRequest request = contracts.Option(expiry, Price.From(strike), side, inCoin: false, now);
        _options.Add((_desk.List(request), expiry, (double)strike, side == OptionSide.Call));
    }

    private void Move()
    {
        double seconds = 1 / _regime.MovesPerSecond;
        double deviation = _regime.Volatility * Math.Sqrt(seconds / YearSeconds);
        Spot *= Elementary.Exp((deviation * _prices.Normal()) + (_regime.DriftPerHour * seconds / 3600));
        _premium += (-_premium * 0.01) + (0.000005 * _prices.Normal());
        Requote();
    }

    private void Requote()
    {
        double perpetual = Spot * (1 + _premium);
        _desk.SetIndex(UnderlyingId.Of(CurrencyId.Btc), Spot);
        _linear.Requote(perpetual, _regime.SpreadTicks, _regime.TouchQuantity);
        _inverse.Requote(perpetual, Math.Max(1, _regime.SpreadTicks / 5), _regime.TouchQuantity * Spot);
        _away?.Requote(perpetual * AwayBasis, Math.Max(1, _regime.SpreadTicks / 5), _regime.TouchQuantity);
    }

    private void Take()
    {
        Side side = _people.Uniform() < 0.5 ? Side.Buy : Side.Sell;
        double size = _people.Exponential(_regime.TouchQuantity);
        double where = _people.Uniform();
        if (where < 0.2) _inverse.Take(side, size * Spot);
        else if (_away is not null && where < 0.6) _away.Take(side, size);
        else _linear.Take(side, size);
    }

    /// <summary>Each second: marks of everything, and volatility drifting back.</summary>
    private void Pass(Timestamp now)
    {
        Mark();
        _volatilityShift *= 0.999;
        for (int i = _options.Count - 1; i >= 0; i--)
        {
            (InstrumentId id, Timestamp expiry, double strike, _) = _options[i];
            if (expiry <= now)
            {
                _options.RemoveAt(i);
                continue;
            }
            // Every option once in a few seconds, as tickers come.
            if ((now.Nanoseconds / 1_000_000_000 + i) % 4 != 0) continue;
            MarkOption(id, strike);
        }
    }

    /// <summary>Volatility of a strike, per year.</summary>
    public double VolatilityOf(double strike)
    {
        double away = (strike / Spot) - 1;
        return Math.Clamp(_regime.Volatility + _volatilityShift + (away * away * 4), 0.1, 5);
    }

    /// <summary>Marks the whole chain at once.</summary>
    public void MarkOptions()
    {
        foreach ((InstrumentId id, _, double strike, _) in _options) MarkOption(id, strike);
    }

    private void MarkOption(InstrumentId id, double strike) => _desk.SetVolatility(id, Forward, VolatilityOf(strike));

    private void Mark()
    {
        double mark = Spot * (1 + (_premium / 2));
        _desk.SetMark(_linear.Instrument, mark);
        _desk.SetMark(_inverse.Instrument, mark);
        if (_away is not null) _desk.SetMark(Away, mark * AwayBasis);
    }

    private static long Wait(Chance chance, double perSecond) =>
        1 + (long)(chance.Exponential(1 / perSecond) * 1e9);
}
