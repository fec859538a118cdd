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
}
