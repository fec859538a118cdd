using TradingAgent.Exchange.Listings;
using TradingAgent.Exchange.MarketSources.Generated;
using TradingAgent.Quant.Maths;

namespace TradingAgent.Exchange.MarketSources.Recorded.Bars;

/// <summary>
/// Plays bars of a perpetual: a seeded path through each bar, makers about it whose spread widens with the bar's
/// volatility, and takers who trade about the bar's volume.
/// </summary>
public sealed class BarTrack : IRecordedTrack
{
    private const double TakersPerSecondMax = 8;
    private const double RefreshesPerSecond = 4;
    private const double SpreadPerSecondDeviation = 0.05;
    private const double TakeReach = 0.0005;
    private const int PointsMin = 6;

    private readonly BarLookahead _bars;
    private readonly RecordingNotes _notes;
    private readonly Chance _chance;
    private readonly BarBridge _bridge;
    private readonly int _points;
    private IMarketDesk? _desk;
    private LadderMaker? _ladder;
    private long _tick;
    private long _lot;
    private double _takerQuantity;
    private double _takersPerSecond;
    private double _meanTake;
    private Bar _bar;
    private int _point;
    private bool _isWaiting;
    private long _moveAt;
    private long _takeAt = long.MaxValue;
    private long _refreshAt = long.MaxValue;

    /// <summary>Reads the first bars.</summary>
    /// <param name="reader">The bars.</param>
    /// <param name="coin">The base coin.</param>
    /// <param name="isInverse">True for a coin-margined perpetual.</param>
    /// <param name="seed">Chooses the paths inside the bars and who trades.</param>
    /// <param name="length">Length of one bar.</param>
    /// <param name="gapMax">The longest stretch without bars through which the last quote stands.</param>
    /// <exception cref="InvalidDataException">There is no bar at all.</exception>
    public BarTrack(
        BarReader reader, CurrencyId coin, bool isInverse, ulong seed, Duration length, Duration gapMax)
    {
        Coin = coin;
        IsInverse = isInverse;
        _notes = new RecordingNotes(gapMax);
        _bars = new BarLookahead(reader, _notes);
        _chance = new Chance(seed);
        _points = Math.Max(PointsMin, (int)length.Seconds);
        _bridge = new BarBridge(_chance.Bits(), _points);
        if (!_bars.TryTake(out _bar)) throw new InvalidDataException($"There is not one readable {coin} bar.");
        Begin(_bar.Start);
    }

    public CurrencyId Coin { get; }

    public bool IsInverse { get; }

    public Timestamp Start { get; private set; }

    public Timestamp NextDue => new(Math.Min(_moveAt, Math.Min(_takeAt, _refreshAt)));

    public double Mid { get; private set; }

    public double OpeningVolatility => _bars.Volatility;

    public RecordingReport Report => _notes.Complete(_bars.Unreadable, _bars.FirstUnreadable);

    public bool Seek(Timestamp time)
    {
        if (time <= Start) return true;
        while (_bar.End <= time)
        {
            if (!_bars.TryTake(out Bar next))
            {
                _notes.Reach(_bar.End);
                return false;
            }
            _bar = next;
        }
        Begin(time > _bar.Start ? time : _bar.Start);
        return true;
    }

    public CoinContracts Refine(CoinContracts contracts) => contracts;

    public void Open(
        IMarketDesk desk, InstrumentId instrument, in InstrumentTerms terms, LadderShape shape, Timestamp now)
    {
        _desk = desk;
        _tick = terms.Tick.Raw;
        _lot = terms.Lot.Raw;
        _takerQuantity = shape.TakerQuantity;
        _ladder = new LadderMaker(desk, instrument, terms, shape, Mid, _chance.Fork());
        SetRates(now);
        _ladder.Requote(Mid);
        _refreshAt = now.Nanoseconds + Wait(RefreshesPerSecond);
    }

    public void Step(Timestamp now)
    {
        if (_moveAt <= now.Nanoseconds) Move(now);
        else if (_takeAt <= now.Nanoseconds) Take(now);
        else Refresh(now);
    }

    /// <summary>Takes up the current bar at a moment within it.</summary>
    private void Begin(Timestamp at)
    {
        Start = at;
        _bridge.Fill(_bar);
        _point = 0;
        while (_point < _points - 1 && TimeOf(_point + 1) <= at.Nanoseconds) _point++;
        Mid = _bridge.Prices[_point];
        _moveAt = TimeOf(_point + 1);
    }

    private void Move(Timestamp now)
    {
        if (_point < _points - 1)
        {
            Mid = _bridge.Prices[++_point];
            _moveAt = TimeOf(_point + 1);
            _ladder!.Requote(Mid);
        }
        else if (_isWaiting)
        {
            Resume(now);
        }
        else
        {
            Turn(now);
        }
    }

    /// <summary>The bar is over: the next one, silence until it comes, or the end.</summary>
    private void Turn(Timestamp now)
    {
        _notes.Reach(_bar.End);
        if (!_bars.TryTake(out Bar next))
        {
            Withdraw(RecordingState.Ended);
            _moveAt = long.MaxValue;
            return;
        }
        if (next.Start - _bar.End > _notes.GapMax)
        {
            _notes.Jump(_bar.End);
            Withdraw(RecordingState.Silent);
        }
        _bar = next;
        _isWaiting = _bar.Start > now;
        if (_isWaiting) _moveAt = _bar.Start.Nanoseconds;
        else Resume(now);
    }

    private void Resume(Timestamp now)
    {
        _isWaiting = false;
        _notes.State = RecordingState.Playing;
        Begin(now);
        SetRates(now);
        _ladder!.Requote(Mid);
        if (_refreshAt == long.MaxValue) _refreshAt = now.Nanoseconds + Wait(RefreshesPerSecond);
    }

    private void Withdraw(RecordingState state)
    {
        _notes.State = state;
        _ladder!.Withdraw();
        _takeAt = long.MaxValue;
        _refreshAt = long.MaxValue;
    }

    /// <summary>Spread and trading of the bar.</summary>
    private void SetRates(Timestamp now)
    {
        _notes.Play(now);
        double seconds = _bar.Length.Seconds;
        double range = Elementary.Log(_bar.High / _bar.Low) / Math.Sqrt(4 * 0.6931471805599453);
        double secondDeviation = _bar.Close * range / Math.Sqrt(seconds);
        double tick = FixedPoint.ToDouble(_tick);
        double spread = _bar.Spread > 0 ? _bar.Spread : SpreadPerSecondDeviation * secondDeviation;
        _ladder!.SpreadTicks = Math.Max(1, (long)Math.Round(spread / tick));
        double perSecond = _bar.Volume * (IsInverse ? _bar.Close : 1) / seconds;
        _takersPerSecond = Math.Min(perSecond / _takerQuantity, TakersPerSecondMax);
        _meanTake = _takersPerSecond > 0 ? perSecond / _takersPerSecond : 0;
        _takeAt = _takersPerSecond > 0 ? now.Nanoseconds + Wait(_takersPerSecond) : long.MaxValue;
    }

    private void Take(Timestamp now)
    {
        _takeAt = now.Nanoseconds + Wait(_takersPerSecond);
        Side side = _chance.Uniform() < 0.5 ? Side.Buy : Side.Sell;
        double limit = Mid * (side == Side.Buy ? 1 + TakeReach : 1 - TakeReach);
        long lots = Math.Max(1, (long)Math.Round(_chance.Exponential(_meanTake) * FixedPoint.Scale / _lot));
        var price = new Price((long)(limit * FixedPoint.Scale / _tick) * _tick);
        _desk!.Take(_ladder!.Instrument, side, price, new Quantity(lots * _lot));
    }

    private void Refresh(Timestamp now)
    {
        _refreshAt = now.Nanoseconds + Wait(RefreshesPerSecond);
        _ladder!.Refresh();
    }

    private long TimeOf(int point) =>
        _bar.Start.Nanoseconds + (long)((double)_bar.Length.Nanoseconds * point / _points);

    private long Wait(double perSecond) => 1 + (long)(_chance.Exponential(1 / perSecond) * 1e9);
}
