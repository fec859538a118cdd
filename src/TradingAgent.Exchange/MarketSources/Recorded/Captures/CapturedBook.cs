using TradingAgent.Exchange.Matching;

namespace TradingAgent.Exchange.MarketSources.Recorded.Captures;

/// <summary>
/// The recorded book, and its shadow in the exchange's book once there is one: every change made here is made there
/// to the background orders. It never crosses itself: what is newer removes what stands in its way.
/// </summary>
internal sealed class CapturedBook
{
    private readonly BookSide _bids = new(isBid: true);
    private readonly BookSide _asks = new(isBid: false);
    private IMarketDesk? _desk;
    private InstrumentId _instrument;

    public long BestBid => _bids.Best;

    public long BestAsk => _asks.Best;

    /// <summary>Number of levels of both sides.</summary>
    public int Levels => _bids.Count + _asks.Count;

    /// <summary>Shows all levels in the exchange's book, and every change from now on.</summary>
    public void Show(IMarketDesk desk, InstrumentId instrument)
    {
        _desk = desk;
        _instrument = instrument;
        Show(Side.Buy);
        Show(Side.Sell);
    }

    /// <summary>Takes all levels out of the exchange's book; nothing is shown until <see cref="Show"/>.</summary>
    public void Hide()
    {
        if (_desk is null) return;
        _desk.ClearDepth(_instrument, Side.Buy);
        _desk.ClearDepth(_instrument, Side.Sell);
        _desk = null;
    }

    public void Clear()
    {
        Trim(Side.Buy, 0);
        Trim(Side.Sell, long.MaxValue);
    }

    /// <summary>The size at a price is now this much.</summary>
    public void Set(Side side, long price, long quantity)
    {
        BookSide ladder = Of(side);
        if (quantity == 0)
        {
            int at = ladder.Find(price);
            if (at < 0) return;
            ladder.RemoveAt(at);
            _desk?.SetDepth(_instrument, side, new Price(price), Quantity.Zero);
            return;
        }
        if (side == Side.Buy) Trim(Side.Sell, price + 1);
        else Trim(Side.Buy, price - 1);
        ladder.At(ladder.FindOrInsert(price)).Quantity = quantity;
        _desk?.SetDepth(_instrument, side, new Price(price), new Quantity(quantity));
    }

    /// <summary>Removes the levels that are better than a price: nothing stands there any more.</summary>
    public void Trim(Side side, long price)
    {
        BookSide ladder = Of(side);
        while (ladder.Count > 0 && (side == Side.Buy ? ladder.Best > price : ladder.Best < price))
        {
            long best = ladder.Best;
            ladder.RemoveAt(ladder.Count - 1);
            _desk?.SetDepth(_instrument, side, new Price(best), Quantity.Zero);
        }
    }

    private BookSide Of(Side side) => side == Side.Buy ? _bids : _asks;

    private void Show(Side side)
    {
        BookSide ladder = Of(side);
        for (int i = ladder.Count - 1; i >= 0; i--)
        {
            ref BookSide.Level level = ref ladder.At(i);
            _desk!.SetDepth(_instrument, side, new Price(level.Price), new Quantity(level.Quantity));
        }
    }
}
