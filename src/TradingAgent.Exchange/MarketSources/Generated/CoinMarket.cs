using TradingAgent.Exchange.Listings;
using TradingAgent.Quant.Maths;

namespace TradingAgent.Exchange.MarketSources.Generated;

/// <summary>One coin's instruments, makers and takers, and when each of them acts next.</summary>
internal sealed class CoinMarket
{
    private readonly IMarketDesk _desk;
    private readonly CoinSettings _coin;
    private readonly CoinPath _path;
    private readonly ChainMaker _chain;
    private readonly Chance _chance;
    private LadderMaker _future;
    private Timestamp _futureExpiry;
    private readonly LadderMaker _linear;
    private readonly LadderMaker _inverse;

    public CoinMarket(IMarketDesk desk, CoinSettings coin, GeneratorSettings market, Chance chance, Timestamp now)
    {
        _desk = desk;
        _coin = coin;
        _chance = chance;
        _path = new CoinPath(coin, market, chance.Fork());
        _chain = new ChainMaker(desk, coin, market, _path, chance.Fork());
        desk.SetIndex(UnderlyingId.Of(coin.Contracts.Coin), _path.Spot);
        _linear = Maker(coin.Contracts.LinearPerpetual(now), coin.Linear);
        _inverse = Maker(coin.Contracts.InversePerpetual(now), coin.Inverse);
        _future = ListFuture(now);
        SetInterests();
        _chain.Roll(now);
        Requote(now);
        _chain.Pass(now);
    }

    /// <summary>Set by a move, cleared by the next pass over the chain.</summary>
    public bool HasMoved { get; private set; }

    public CoinSettings Settings => _coin;

    /// <summary>The fair price moves, and the makers of futures with it.</summary>
    public void Move(double common, Timestamp now)
    {
        _path.Move(common);
        Requote(now);
        HasMoved = true;
    }

    /// <summary>One second passes: regimes, basis, funding; at 08:00 the listings roll.</summary>
    public void Drift(double commonSlow, double commonFast, Timestamp now, bool isExpiryHour)
    {
        _path.Drift(commonSlow, commonFast);
        _desk.SetFundingRate(_linear.Instrument, _path.FundingRate);
        _desk.SetFundingRate(_inverse.Instrument, _path.FundingRate);
        if (!isExpiryHour) return;
        if (_futureExpiry <= now) RollFuture(now);
        _chain.Roll(now);
        HasMoved = true;
    }

    public void PassChain(Timestamp now)
    {
        HasMoved = false;
        _chain.Pass(now);
    }

    public void TakeOption() => _chain.Take();

    public LadderMaker Ladder(int index) => index switch { 0 => _linear, 1 => _inverse, _ => _future };

    public LadderShape Shape(int index) => index switch { 0 => _coin.Linear, 1 => _coin.Inverse, _ => _coin.Future };

    public void TakeFuture(int index) => Ladder(index).Take(_path.Flow);

    private void Requote(Timestamp now)
    {
        double perpetual = _path.Spot * (1 + _path.Premium);
        double mark = _path.Spot * (1 + _path.MarkPremium);
        double years = YearFraction.FromNanoseconds((_futureExpiry - now).Nanoseconds);
        double dated = _path.Forward(years);
        _desk.SetIndex(UnderlyingId.Of(_coin.Contracts.Coin), _path.Spot);
        _desk.SetMark(_linear.Instrument, mark);
        _desk.SetMark(_inverse.Instrument, mark);
        _desk.SetMark(_future.Instrument, dated);
        _linear.Requote(perpetual);
        _inverse.Requote(perpetual);
        _future.Requote(dated);
    }

    private void RollFuture(Timestamp now)
    {
        _desk.ClearDepth(_future.Instrument, Side.Buy);
        _desk.ClearDepth(_future.Instrument, Side.Sell);
        _future = ListFuture(now);
    }

    private LadderMaker ListFuture(Timestamp now)
    {
        _futureExpiry = ExpiryCalendar.DatedFuture(now);
        return Maker(_coin.Contracts.LinearFuture(_futureExpiry, now), _coin.Future);
    }

    private LadderMaker Maker(ListingRequest request, LadderShape shape) =>
        new(_desk, _desk.List(request), request.Terms, shape, _path.Spot, _chance.Fork());

    private void SetInterests()
    {
        for (int i = 0; i < 3; i++)
        {
            double interest = Shape(i).TouchQuantity * 40_000 * _chance.Between(0.6, 1.4);
            _desk.SetOpenInterest(Ladder(i).Instrument, Quantity.From(Math.Round((decimal)interest)));
        }
    }
}
