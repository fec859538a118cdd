using TradingAgent.Exchange.Listings;
using TradingAgent.Exchange.MarketSources.Generated;

namespace TradingAgent.Exchange.MarketSources.Recorded.Captures;

/// <summary>
/// Plays a captured perpetual at the exchange's own times (the recorder's clock may be off): its book is the background
/// depth, its trades are background takers. An account's order waits behind the size that was recorded before it, and
/// trades when recorded trades reach it or the recorded touch goes through it.
/// </summary>
/// <remarks>
/// Where there is a snapshot the market starts there. A capture without one starts with its first best bid and ask,
/// and its book fills as levels change.
/// </remarks>
public sealed class CaptureTrack : IRecordedTrack
{
    private const int SnapshotWithin = 5_000;

    private readonly CaptureSequence _messages;
    private readonly RecordingNotes _notes;
    private readonly CapturedBook _book = new();
    private readonly long _unit;
    private CaptureMessage? _next;
    private Timestamp _nextAt;
    private Timestamp _hideAt = Timestamp.Never;
    private IMarketDesk? _desk;
    private InstrumentId _instrument;
    private long _lastUpdate;
    private long _bookUpdate;
    private long _chained;
    private long _priceStep;
    private long _quantityStep;

    /// <summary>Reads up to where the book is known.</summary>
    /// <param name="reader">The capture.</param>
    /// <param name="coin">The base coin.</param>
    /// <param name="isInverse">True for the coin-margined perpetual.</param>
    /// <param name="unit">USD or coins per recorded unit of size: the contract size if coin-margined, else 1.</param>
    /// <param name="hasSnapshot">Whether to wait for the snapshot.</param>
    /// <param name="gapMax">The longest stretch without messages through which the last quotes stand.</param>
    /// <exception cref="InvalidDataException">There is no usable message.</exception>
    public CaptureTrack(
        CaptureReader reader, CurrencyId coin, bool isInverse, int unit, bool hasSnapshot, Duration gapMax)
    {
        Coin = coin;
        IsInverse = isInverse;
        _unit = unit;
        _notes = new RecordingNotes(gapMax);
        // Messages of one venue overtake each other by tens of milliseconds.
        _messages = new CaptureSequence(reader, Duration.FromMilliseconds(250));
        if (hasSnapshot) SkipToSnapshot();
        Peek();
        while (Mid == 0 && _next is not null) Apply(Timestamp.None);
        if (Mid == 0) throw new InvalidDataException($"The {coin} capture never says a best bid and ask.");
        Start = _notes.Report.LastTime;
    }

    public CurrencyId Coin { get; }

    public bool IsInverse { get; }

    public Timestamp Start { get; private set; }

    public Timestamp NextDue => _hideAt < _nextAt ? _hideAt : _nextAt;

    public double Mid { get; private set; }

    public double OpeningVolatility => 0;

    public RecordingReport Report => _notes.Complete(_messages.Unreadable, _messages.FirstUnreadable);

    public bool Seek(Timestamp time)
    {
        while (_next is not null && _nextAt <= time) Apply(Timestamp.None);
        if (_next is null) return time <= _notes.Report.LastTime;
        if (time > Start) Start = time;
        return true;
    }

    public CoinContracts Refine(CoinContracts contracts)
    {
        if (IsInverse) return contracts with { InverseTick = new Price(Common(contracts.InverseTick.Raw, _priceStep)) };
        return contracts with
        {
            LinearTick = new Price(Common(contracts.LinearTick.Raw, _priceStep)),
            LinearLot = new Quantity(Common(contracts.LinearLot.Raw, _quantityStep)),
        };
    }

    public void Open(
        IMarketDesk desk, InstrumentId instrument, in InstrumentTerms terms, LadderShape shape, Timestamp now)
    {
        _desk = desk;
        _instrument = instrument;
        _book.Show(desk, instrument);
        Plan();
    }

    public void Step(Timestamp now)
    {
        if (_hideAt <= now && _hideAt < _nextAt)
        {
            Hide(_next is null ? RecordingState.Ended : RecordingState.Silent);
            return;
        }
        if (_notes.State == RecordingState.Silent)
        {
            _notes.State = RecordingState.Playing;
            _book.Show(_desk!, _instrument);
        }
        Apply(now);
        Plan();
    }

    /// <summary>When the quotes are to go if nothing else comes: at the end, or after too long a silence.</summary>
    private void Plan()
    {
        Timestamp last = _notes.Report.LastTime;
        if (_next is null) _hideAt = _notes.State == RecordingState.Ended ? Timestamp.Never : last;
        else _hideAt = _nextAt - last > _notes.GapMax ? last + _notes.GapMax : Timestamp.Never;
    }

    private void Hide(RecordingState state)
    {
        _notes.State = state;
        _hideAt = Timestamp.Never;
        _book.Hide();
    }

    private void SkipToSnapshot()
    {
        for (int i = 0; i < SnapshotWithin; i++)
        {
            CaptureMessage message = _messages.Take()
                ?? throw new InvalidDataException($"The {Coin} capture ends before its snapshot.");
            bool isSnapshot = message.Kind == CaptureKind.Snapshot;
            if (isSnapshot) Play(message, message.Time);
            _messages.Return(message);
            if (isSnapshot) return;
        }
        throw new InvalidDataException($"The {Coin} capture has no snapshot in its first {SnapshotWithin} messages.");
    }

    private void Peek()
    {
        _next = _messages.Take();
        Timestamp last = _notes.Report.LastTime;
        _nextAt = _next is null ? Timestamp.Never : _next.Time > last ? _next.Time : last;
    }

    /// <summary>Plays the message at hand and takes up the one after it.</summary>
    private void Apply(Timestamp now)
    {
        CaptureMessage message = _next!;
        Timestamp at = _notes.Accept(message.Time);
        Play(message, now.IsNone ? at : now);
        _messages.Return(message);
        Peek();
    }

    private void Play(CaptureMessage message, Timestamp at)
    {
        if (_notes.Report.LastTime.IsNone) _notes.Play(at);
        switch (message.Kind)
        {
            case CaptureKind.Snapshot: Restart(message); break;
            case CaptureKind.Depth: Change(message, at); break;
            case CaptureKind.Touch: Touch(message); break;
            case CaptureKind.Trade: Trade(message); break;
            default: return;
        }
        if (_book.BestBid > 0 && _book.BestAsk > 0)
            Mid = (FixedPoint.ToDouble(_book.BestBid) + FixedPoint.ToDouble(_book.BestAsk)) / 2;
    }

    private void Restart(CaptureMessage message)
    {
        _book.Clear();
        foreach (CaptureLevel level in message.Levels) Set(level);
        _lastUpdate = message.LastUpdate;
        _bookUpdate = message.LastUpdate;
    }

    private void Change(CaptureMessage message, Timestamp at)
    {
        // What a snapshot contains already is passed over; the first message after it overlaps it.
        if (message.LastUpdate < _bookUpdate) return;
        bool continues = _chained == 0 || message.PreviousUpdate == 0 || message.PreviousUpdate == _chained;
        if (!continues) _notes.BreakChain(at);
        _chained = message.LastUpdate;
        bool isStale = message.LastUpdate < _lastUpdate;
        // What goes, goes first: a level that moved through another must not meet it.
        foreach (CaptureLevel level in message.Levels)
            if (level.Quantity == 0) Set(level);
        foreach (CaptureLevel level in message.Levels)
            if (level.Quantity != 0 && !(isStale && Crosses(level))) Set(level);
        _lastUpdate = Math.Max(_lastUpdate, message.LastUpdate);
    }

    private void Touch(CaptureMessage message)
    {
        if (message.LastUpdate < _lastUpdate) return;
        _lastUpdate = message.LastUpdate;
        if (message.Price >= message.AskPrice && message.Price > 0 && message.AskPrice > 0)
        {
            _notes.Crossed();
            return;
        }
        // A price of zero is an empty side.
        _book.Trim(Side.Buy, message.Price);
        _book.Trim(Side.Sell, message.AskPrice == 0 ? long.MaxValue : message.AskPrice);
        if (message.Price > 0) Set(new CaptureLevel(Side.Buy, message.Price, message.Quantity));
        if (message.AskPrice > 0) Set(new CaptureLevel(Side.Sell, message.AskPrice, message.AskQuantity));
    }

    private void Trade(CaptureMessage message)
    {
        if (!message.IsOrdinary || message.Price == 0 || message.Quantity == 0) return;
        Side taker = message.BuyerIsMaker ? Side.Sell : Side.Buy;
        Side maker = message.BuyerIsMaker ? Side.Buy : Side.Sell;
        // It happened at this price, so nothing better was left.
        _book.Trim(maker, message.Price);
        if (_desk is null) return;
        long quantity = message.Quantity * _unit;
        var price = new Price(message.Price);
        long left = quantity - _desk.Take(_instrument, taker, price, new Quantity(quantity)).Raw;
        if (left <= 0 || Crosses(new CaptureLevel(maker, message.Price, left))) return;
        // The resting order came and went between two messages of the book: it was there for the taker alone.
        _desk.SetDepth(_instrument, maker, price, new Quantity(left));
        _desk.Take(_instrument, taker, price, new Quantity(left));
    }

    private bool Crosses(in CaptureLevel level) => level.Side == Side.Buy
        ? _book.BestAsk > 0 && level.Price >= _book.BestAsk
        : _book.BestBid > 0 && level.Price <= _book.BestBid;

    private void Set(in CaptureLevel level)
    {
        _priceStep = Common(_priceStep, level.Price);
        _quantityStep = Common(_quantityStep, level.Quantity);
        _book.Set(level.Side, level.Price, level.Quantity * _unit);
    }

    /// <summary>The greatest common divisor; the other one when one is zero.</summary>
    private static long Common(long left, long right)
    {
        while (right != 0) (left, right) = (right, left % right);
        return left;
    }
}
