using TradingAgent.Exchange.Listings;
using TradingAgent.Exchange.MarketSources.Generated;
using TradingAgent.Quant.Maths;

namespace TradingAgent.Exchange.MarketSources.Recorded;

/// <summary>
/// One coin of a recorded market: its recorded perpetuals, and everything else of it derived from the first of them.
/// Derived books follow on a quarter-second grid, which is also when the chain is marked.
/// </summary>
internal sealed class RecordedCoin
{
    private const long SecondNanoseconds = 1_000_000_000;
    private const long PassNanoseconds = SecondNanoseconds / 4;
    private const long DayNanoseconds = 86_400 * SecondNanoseconds;
    private const long ExpiryNanoseconds = 8 * 3_600 * SecondNanoseconds;
    private const double OptionTakersPerSecond = 0.4;
    private const decimal UsualFundingRate = 0.0001m;

    private readonly IMarketDesk _desk;
    private readonly RecordedMarketSettings _settings;
    private readonly CoinSettings _coin;
    private readonly Chance _chance;
    private readonly IRecordedTrack[] _tracks;
    private readonly RecordedPath _path;
    private readonly ChainMaker _chain;
    private readonly List<DerivedFuture> _derived = [];
    private readonly InstrumentId[] _perpetuals = new InstrumentId[2];
    private Timestamp _futureExpiry;
    private InstrumentId _future;
    private double _passedAt;
    private long _passAt;
    private long _takeOptionAt;
    private bool _isSilent;

    public RecordedCoin(
        IMarketDesk desk, RecordedMarketSettings settings, IRecordedTrack[] tracks, Chance chance, Timestamp now)
    {
        _desk = desk;
        _settings = settings;
        _tracks = tracks;
        _chance = chance;
        _coin = Known(tracks[0].Coin);
        foreach (IRecordedTrack track in tracks) _coin = _coin with { Contracts = track.Refine(_coin.Contracts) };
        double mid = tracks[0].Mid;
        double volatility = tracks[0].OpeningVolatility;
        if (volatility <= 0) volatility = _coin.Volatility;
        _path = new RecordedPath(
            mid, volatility, settings.BasisPerYear, settings.Surfaces.GetValueOrDefault(tracks[0].Coin), now);
        desk.SetIndex(UnderlyingId.Of(_coin.Contracts.Coin), mid);
        _perpetuals[0] = ListPerpetual(_coin.Contracts.LinearPerpetual(now), _coin.Linear, isInverse: false, now);
        _perpetuals[1] = ListPerpetual(_coin.Contracts.InversePerpetual(now), _coin.Inverse, isInverse: true, now);
        ListFuture(now);
        _chain = new ChainMaker(desk, _coin, settings.Chains, _path, chance.Fork());
        _chain.Roll(now);
        _passAt = ((now.Nanoseconds / PassNanoseconds) + 1) * PassNanoseconds;
        _takeOptionAt = now.Nanoseconds + WaitForOption();
        Pass(now);
        SetFunding(now);
    }

    /// <summary>False once one of the recordings is over.</summary>
    public bool IsOver => Array.Exists(_tracks, t => t.Report.State == RecordingState.Ended);

    public Timestamp NextDue
    {
        get
        {
            long due = Math.Min(_passAt, _takeOptionAt);
            foreach (IRecordedTrack track in _tracks) due = Math.Min(due, track.NextDue.Nanoseconds);
            foreach (DerivedFuture derived in _derived) due = Math.Min(due, derived.NextDue.Nanoseconds);
            return new Timestamp(due);
        }
    }

    /// <summary>Coins whose contracts are known.</summary>
    public static bool IsKnown(CurrencyId coin) => coin == CurrencyId.Btc || coin == CurrencyId.Eth;

    public void Step(Timestamp now)
    {
        foreach (IRecordedTrack track in _tracks)
        {
            if (track.NextDue > now) continue;
            track.Step(now);
            return;
        }
        foreach (DerivedFuture derived in _derived)
        {
            if (derived.NextDue > now) continue;
            derived.Step(now);
            return;
        }
        if (_takeOptionAt <= now.Nanoseconds)
        {
            if (!_isSilent) _chain.Take();
            _takeOptionAt = now.Nanoseconds + WaitForOption();
            return;
        }
        _passAt += PassNanoseconds;
        FollowOnGrid(now);
    }

    /// <summary>Takes every quote away.</summary>
    public void Withdraw()
    {
        _isSilent = true;
        foreach (DerivedFuture derived in _derived) derived.Withdraw();
        _chain.Withdraw();
        foreach (InstrumentId perpetual in _perpetuals)
        {
            _desk.ClearDepth(perpetual, Side.Buy);
            _desk.ClearDepth(perpetual, Side.Sell);
        }
    }

    private static CoinSettings Known(CurrencyId coin) =>
        coin == CurrencyId.Btc ? CoinSettings.Bitcoin : CoinSettings.Ether;

    private void FollowOnGrid(Timestamp now)
    {
        bool isSilent = _tracks[0].Report.State != RecordingState.Playing;
        double mid = _tracks[0].Mid;
        if (isSilent && !_isSilent) WithdrawDerived();
        if (!isSilent && _isSilent) _path.Restart(mid, now);
        bool resumes = !isSilent && _isSilent;
        _isSilent = isSilent;
        if (now.Nanoseconds % SecondNanoseconds == 0)
        {
            if (!isSilent) _path.Observe(mid);
            SetFunding(now);
            if (now.Nanoseconds % DayNanoseconds == ExpiryNanoseconds) Roll(now);
        }
        if (isSilent) return;
        _path.Follow(mid, now);
        if (resumes || Math.Abs(_path.Index - _passedAt) > 1e-6 * _passedAt) Pass(now);
    }

    /// <summary>Marks everything and moves the derived books.</summary>
    private void Pass(Timestamp now)
    {
        double index = _path.Index;
        _passedAt = index;
        double dated = _path.Forward(YearFraction.FromNanoseconds((_futureExpiry - now).Nanoseconds));
        _desk.SetIndex(UnderlyingId.Of(_coin.Contracts.Coin), index);
        foreach (InstrumentId perpetual in _perpetuals) _desk.SetMark(perpetual, index);
        _desk.SetMark(_future, dated);
        foreach (DerivedFuture derived in _derived)
            derived.Requote(derived.Instrument == _future ? dated * _tracks[0].Mid / index : _tracks[0].Mid);
        _chain.Pass(now);
    }

    private void WithdrawDerived()
    {
        foreach (DerivedFuture derived in _derived) derived.Withdraw();
        _chain.Withdraw();
    }

    private void Roll(Timestamp now)
    {
        if (_futureExpiry <= now)
        {
            DerivedFuture expired = _derived.Find(d => d.Instrument == _future)!;
            expired.Withdraw();
            _derived.Remove(expired);
            ListFuture(now);
        }
        _chain.Roll(now);
        if (!_isSilent) Pass(now);
    }

    private void SetFunding(Timestamp now)
    {
        FundingHistory? history = _settings.Funding.GetValueOrDefault(_tracks[0].Coin);
        decimal rate = history is null ? UsualFundingRate : history.RateAt(now);
        foreach (InstrumentId perpetual in _perpetuals) _desk.SetFundingRate(perpetual, rate);
    }

    private InstrumentId ListPerpetual(ListingRequest request, LadderShape shape, bool isInverse, Timestamp now)
    {
        IRecordedTrack? track = Array.Find(_tracks, t => t.IsInverse == isInverse);
        if (track is null) return Derive(request, shape, now);
        InstrumentId id = _desk.List(request);
        _desk.SetMark(id, _path.Index);
        SetInterest(id, shape);
        track.Open(_desk, id, request.Terms, shape, now);
        return id;
    }

    private void ListFuture(Timestamp now)
    {
        _futureExpiry = ExpiryCalendar.DatedFuture(now);
        _future = Derive(_coin.Contracts.LinearFuture(_futureExpiry, now), _coin.Future, now);
    }

    private InstrumentId Derive(ListingRequest request, LadderShape shape, Timestamp now)
    {
        InstrumentId id = _desk.List(request);
        SetInterest(id, shape);
        var ladder = new LadderMaker(_desk, id, request.Terms, shape, _path.Index, _chance.Fork());
        _derived.Add(new DerivedFuture(ladder, shape, _chance.Fork(), now));
        return id;
    }

    private void SetInterest(InstrumentId id, LadderShape shape)
    {
        double interest = shape.TouchQuantity * 40_000 * _chance.Between(0.6, 1.4);
        _desk.SetOpenInterest(id, Quantity.From(Math.Round((decimal)interest)));
    }

    private long WaitForOption() => 1 + (long)(_chance.Exponential(1 / OptionTakersPerSecond) * SecondNanoseconds);
}
