using TradingAgent.Exchange.Listings;
using TradingAgent.Quant.Maths;
using TradingAgent.Quant.Options;

namespace TradingAgent.Simulation.Studies.Markets;

/// <summary>
/// The option chains: of each coin a call and a put at the money, listed every week, delivered some weeks later. What
/// the owner holds of them is traded by hand at the mark when they are listed.
/// </summary>
public sealed partial class StudyMarket
{
    private static readonly Duration Week = Duration.FromSeconds(7 * 86_400);
    private readonly List<InstrumentId> _options = [];
    private readonly Stack<InstrumentId> _free = new();
    private readonly Queue<InstrumentId> _toSell = new();
    private readonly decimal[] _averaged;
    private int _averagedCount;
    private Timestamp _listingAt = Timestamp.Never;
    private bool _tellOptions;

    private bool HasOptions => _settings.Expiries > 0 && _settings.Coins.Any(coin => coin.StraddlesSold != 0);

    /// <summary>Options listed now.</summary>
    internal IReadOnlyList<InstrumentId> Options => _options;

    internal ref readonly StudyInstrument At(InstrumentId id) => ref _instruments[id.Index];

    /// <summary>
    /// The first expiries are listed at once, each a week after the one before, so that a study begins with the chain
    /// it will have.
    /// </summary>
    private void BeginChains()
    {
        for (int i = InstrumentsMax - 1; i > _settings.Coins.Count; i--) _free.Push(new InstrumentId(i));
        if (!HasOptions) return;
        for (int week = 1; week <= _settings.Expiries; week++) ListExpiry(Now + Weeks(week));
        _listingAt = Now + Week;
    }

    private static Duration Weeks(int count) => new(Week.Nanoseconds * count);

    /// <summary>Marks of the half hour before a delivery, on whose average it settles.</summary>
    private void TakeAverage()
    {
        if ((_listingAt - Now).Nanoseconds >= SettlementAverage.UsualWindow) return;
        for (int coin = 0; coin < _averaged.Length; coin++) _averaged[coin] += _instruments[coin + 1].Mark.ToDecimal();
        _averagedCount++;
    }

    /// <summary>Once a week: the old expiry is delivered, a new one is listed and sold.</summary>
    private void TurnChains()
    {
        _tellOptions = _tellOptions || (HasOptions && _steps == 1);
        if (Now < _listingAt) return;
        _listingAt += Week;
        for (int i = _options.Count - 1; i >= 0; i--)
            if (_instruments[_options[i].Index].Terms.Expiry <= Now) Deliver(_options[i]);
        Array.Clear(_averaged);
        _averagedCount = 0;
        ListExpiry(Now + Weeks(_settings.Expiries));
        SetParameters();
        _tellOptions = true;
    }

    private void ListExpiry(Timestamp expiry)
    {
        for (int coin = 0; coin < _settings.Coins.Count; coin++)
        {
            StudyCoin own = _settings.Coins[coin];
            if (own.StraddlesSold == 0) continue;
            decimal price = _instruments[coin + 1].Mark.ToDecimal();
            var strike = Price.From(Math.Max(1, decimal.Round(price / own.StrikeStep)) * own.StrikeStep);
            ListOption(coin, OptionSide.Call, strike, expiry);
            ListOption(coin, OptionSide.Put, strike, expiry);
        }
    }

    private void ListOption(int coin, OptionSide side, Price strike, Timestamp expiry)
    {
        StudyCoin own = _settings.Coins[coin];
        InstrumentId id = _free.Pop();
        var terms = new InstrumentTerms
        {
            Kind = ContractKind.LinearOption,
            OptionSide = side,
            Venue = VenueId.Bybit,
            BaseCoin = own.Coin,
            QuoteCoin = CurrencyId.Usdt,
            SettleCoin = CurrencyId.Usdt,
            Tick = Price.From(own.Coin == CurrencyId.Btc ? 5 : 0.1m),
            Lot = Quantity.From(0.01m),
            QuantityMin = Quantity.From(0.01m),
            QuantityMax = Quantity.From(100_000),
            Multiplier = Quantity.From(1),
            Strike = strike,
            Expiry = expiry,
        };
        List(id, coin, terms, ContractSymbols.Option(own.Coin, expiry, strike, side, CurrencyId.Usdt));
        _options.Add(id);
        Reprice(id);
        _toSell.Enqueue(id);
    }

    /// <summary>The owner's own trades wait until the agent has heard of the instrument and its price.</summary>
    private void SellByHand()
    {
        while (_toSell.TryDequeue(out InstrumentId id))
        {
            ref readonly StudyInstrument at = ref _instruments[id.Index];
            decimal sold = _settings.Coins[at.Coin].StraddlesSold;
            Side side = sold > 0 ? Side.Sell : Side.Buy;
            Trade(
                id, ClientOrderId.None, side, Quantity.From(Math.Abs(sold)), at.Mark, isMaker: false,
                EventFlags.MoreFollows, Now);
        }
    }

    private void Deliver(InstrumentId id)
    {
        ref StudyInstrument at = ref _instruments[id.Index];
        decimal settlement = decimal.Round(_averaged[at.Coin] / _averagedCount, 8);
        decimal intrinsic = at.Terms.OptionSide == OptionSide.Call
            ? settlement - at.Terms.Strike.ToDecimal() : at.Terms.Strike.ToDecimal() - settlement;
        decimal cash = decimal.Round(Book[id].ToDecimal() * Math.Max(0, intrinsic), 8);
        for (int i = _orders.Count - 1; i >= 0; i--)
            if (_orders[i].Instrument == id) End(i, CancelReason.Delivery, Now);
        if (!Book[id].IsZero)
        {
            Book.Deliver(id, at.Coin, cash);
            Apply(
                new EngineEvent
                {
                    Kind = EventKind.Delivered,
                    Flags = EventFlags.MoreFollows,
                    Instrument = id,
                    VenueTime = Now,
                    Delivered = new Delivered(
                        Price.From(settlement), CurrencyId.Usdt, FixedPoint.FromDecimal(cash), 0,
                        NextExecution()),
                }, Now);
        }
        Apply(
            new EngineEvent
            {
                Kind = EventKind.InstrumentRetired,
                Flags = EventFlags.MoreFollows,
                Instrument = id,
            },
            Now);
        at = default;
        _options.Remove(id);
        _free.Push(id);
    }

    private void TellOptions()
    {
        _tellOptions = false;
        foreach (InstrumentId id in _options)
        {
            Reprice(id);
            ref readonly StudyInstrument at = ref _instruments[id.Index];
            Price forward = _instruments[at.Coin + 1].Mark;
            Apply(
                new EngineEvent
                {
                    Kind = EventKind.OptionQuoteChanged,
                    Flags = EventFlags.MoreFollows,
                    Instrument = id,
                    OptionQuote = new OptionQuoteChanged(
                        at.Bid, Quantity.From(100), at.Ask, Quantity.From(100), at.Mark, forward, forward, at.Sigma,
                        at.Sigma, at.Sigma),
                }, Now);
        }
        SellByHand();
    }

    /// <summary>Volatility, mark, bid and ask of an option as of now.</summary>
    private void Reprice(InstrumentId id)
    {
        ref StudyInstrument at = ref _instruments[id.Index];
        at.Sigma = Math.Max(0.05, _settings.Coins[at.Coin].Path.Volatility * _settings.ImpliedOverActual);
        double value = ValueOf(at);
        at.Mark = new Price((long)Math.Round(value * FixedPoint.Scale));
        long tick = at.Terms.Tick.Raw;
        double half = Math.Max(tick, value * _settings.OptionHalfSpread * FixedPoint.Scale);
        at.Bid = new Price(Math.Max(0, (long)Math.Floor((at.Mark.Raw - half) / tick)) * tick);
        at.Ask = new Price((long)Math.Ceiling((at.Mark.Raw + half) / tick) * tick);
    }

    /// <summary>USD of one unit at the price and time of now, with the volatility last told.</summary>
    private double ValueOf(in StudyInstrument at)
    {
        double years = YearFraction.FromNanoseconds((at.Terms.Expiry - Now).Nanoseconds);
        return Black76.Evaluate(
            at.Terms.OptionSide == OptionSide.Call, MidOf(at.Coin), at.Terms.Strike.ToDouble(), years, at.Sigma).Price;
    }

    private double MarkOf(int index)
    {
        ref readonly StudyInstrument at = ref _instruments[index];
        return at.Terms.IsOption ? ValueOf(at) : at.Mark.ToDouble();
    }
}
