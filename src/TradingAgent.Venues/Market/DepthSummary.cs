namespace TradingAgent.Venues.Market;

/// <summary>What a book offers near its middle.</summary>
internal static class DepthSummary
{
    /// <summary>
    /// Cumulative sizes near the mid. With one side empty its best price stands for the mid; the levels the venue
    /// sends may end before 50 basis points, so the wider sums are lower bounds.
    /// </summary>
    public static DepthSummaryChanged Of(BookSide bids, BookSide asks)
    {
        long bid = bids.BestPrice;
        long ask = asks.BestPrice;
        long mid = bid == 0 || ask == 0 ? Math.Max(bid, ask) : (long)(((Int128)bid + ask) / 2);
        return new DepthSummaryChanged(
            bids.Within(mid, 5), bids.Within(mid, 10), bids.Within(mid, 25), bids.Within(mid, 50),
            asks.Within(mid, 5), asks.Within(mid, 10), asks.Within(mid, 25), asks.Within(mid, 50));
    }
}
