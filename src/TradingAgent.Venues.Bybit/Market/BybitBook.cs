namespace TradingAgent.Venues.Bybit.Market;

/// <summary>
/// The book of one instrument as the venue's frames describe it, kept in the adapter. After a gap in the update ids
/// it is out of sync and shows nothing until the next snapshot.
/// </summary>
internal sealed class BybitBook
{
    private const int LevelsKept = 256;

    private readonly BookSide _bids = new(isBid: true, LevelsKept);
    private readonly BookSide _asks = new(isBid: false, LevelsKept);
    private long _lastUpdateId;

    public bool InSync { get; private set; }

    public long Sequence { get; private set; }

    public BookSide Bids => _bids;

    public BookSide Asks => _asks;

    /// <summary>Applies a frame. False means a gap: the book is now out of sync and wants a fresh snapshot.</summary>
    public bool Apply(BookFrame frame, bool isSnapshot)
    {
        // Update id 1 means that the venue's service restarted: a snapshot whatever the frame calls itself.
        if (isSnapshot || frame.UpdateId == 1)
        {
            _bids.Clear();
            _asks.Clear();
            InSync = true;
        }
        else if (!InSync)
        {
            return true;
        }
        else if (frame.UpdateId != _lastUpdateId + 1)
        {
            InSync = false;
            return false;
        }
        _lastUpdateId = frame.UpdateId;
        Sequence = frame.Sequence;
        for (int i = 0; i < frame.Bids; i++) _bids.Set(frame.BidPrices[i], frame.BidSizes[i]);
        for (int i = 0; i < frame.Asks; i++) _asks.Set(frame.AskPrices[i], frame.AskSizes[i]);
        return true;
    }

    /// <summary>The connection is gone: nothing here may be believed.</summary>
    public void Forget() => InSync = false;

    /// <summary>
    /// Cumulative sizes near the mid. With one side empty its best price stands for the mid; the levels the venue
    /// sends may end before 50 basis points, so the wider sums are lower bounds.
    /// </summary>
    public DepthSummaryChanged Summary()
    {
        long bid = _bids.BestPrice;
        long ask = _asks.BestPrice;
        long mid = bid == 0 || ask == 0 ? Math.Max(bid, ask) : (long)(((Int128)bid + ask) / 2);
        return new DepthSummaryChanged(
            _bids.Within(mid, 5), _bids.Within(mid, 10), _bids.Within(mid, 25), _bids.Within(mid, 50),
            _asks.Within(mid, 5), _asks.Within(mid, 10), _asks.Within(mid, 25), _asks.Within(mid, 50));
    }
}
