namespace TradingAgent.Venues.Binance.Market;

/// <summary>
/// The book of one instrument: a snapshot over REST, and the stream's changes from the one that straddles it on, each
/// naming the last update of the one before. Update numbers have holes (hidden changes share them), so nothing else
/// proves that no change is missing. Changes wait, up to a bound, while a snapshot is on its way.
/// </summary>
internal sealed class DepthBook
{
    private const int LevelsKept = 256;
    private const int WaitingMax = 512;

    private readonly BookSide _bids = new(isBid: true, LevelsKept);
    private readonly BookSide _asks = new(isBid: false, LevelsKept);
    private readonly Queue<Waiting> _waiting = new();
    private long _last;
    private bool _hasSnapshot;
    private bool _isLinked;

    /// <summary>True while the book may be believed.</summary>
    public bool InSync => _hasSnapshot;

    public BookSide Bids => _bids;

    public BookSide Asks => _asks;

    /// <summary>Last update in it.</summary>
    public long LastUpdateId => _last;

    /// <summary>Applies a frame of changes, or keeps it for the snapshot.</summary>
    public BookStep Apply(DepthFrame frame)
    {
        if (!_hasSnapshot)
        {
            Keep(frame);
            return BookStep.Nothing;
        }
        if (!TryLink(frame.First, frame.Last, frame.Previous, out bool isOld))
        {
            Keep(frame);
            _hasSnapshot = false;
            return BookStep.Gap;
        }
        if (isOld) return BookStep.Nothing;
        Change(frame.BidPrices, frame.BidSizes, frame.Bids, frame.AskPrices, frame.AskSizes, frame.Asks);
        return BookStep.Applied;
    }

    /// <summary>Takes a snapshot and the changes that waited for it.</summary>
    public BookStep OnSnapshot(DepthFrame snapshot)
    {
        _bids.Clear();
        _asks.Clear();
        Change(
            snapshot.BidPrices, snapshot.BidSizes, snapshot.Bids,
            snapshot.AskPrices, snapshot.AskSizes, snapshot.Asks);
        _last = snapshot.Last;
        _isLinked = false;
        _hasSnapshot = true;
        foreach (Waiting change in _waiting)
        {
            if (!TryLink(change.First, change.Last, change.Previous, out bool isOld))
            {
                // What waits is newer than this snapshot, and will fit a newer one.
                _hasSnapshot = false;
                return BookStep.Gap;
            }
            if (isOld) continue;
            Change(
                change.BidPrices, change.BidSizes, change.BidPrices.Length,
                change.AskPrices, change.AskSizes, change.AskPrices.Length);
        }
        _waiting.Clear();
        return BookStep.Applied;
    }

    /// <summary>The connection is gone: nothing here may be believed.</summary>
    public void Forget()
    {
        _hasSnapshot = false;
        _waiting.Clear();
    }

    /// <summary>False when a change is missing before this one.</summary>
    private bool TryLink(long first, long last, long previous, out bool isOld)
    {
        isOld = _isLinked ? last <= _last : last < _last;
        if (isOld) return true;
        bool fits = _isLinked ? previous == _last : first <= _last;
        if (!fits) return false;
        _last = last;
        _isLinked = true;
        return true;
    }

    private void Change(
        long[] bidPrices, long[] bidSizes, int bids, long[] askPrices, long[] askSizes, int asks)
    {
        for (int i = 0; i < bids; i++) _bids.Set(bidPrices[i], bidSizes[i]);
        for (int i = 0; i < asks; i++) _asks.Set(askPrices[i], askSizes[i]);
    }

    private void Keep(DepthFrame frame)
    {
        if (_waiting.Count == WaitingMax) _waiting.Dequeue();
        _waiting.Enqueue(new Waiting(
            frame.First, frame.Last, frame.Previous, frame.BidPrices[..frame.Bids], frame.BidSizes[..frame.Bids],
            frame.AskPrices[..frame.Asks], frame.AskSizes[..frame.Asks]));
    }

    private sealed record Waiting(
        long First, long Last, long Previous, long[] BidPrices, long[] BidSizes, long[] AskPrices, long[] AskSizes);
}
