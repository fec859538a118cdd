namespace TradingAgent.Venues.CryptoExchangeNet.Market;

/// <summary>What is known of one instrument's market, and when it was last said. Guarded by its own lock.</summary>
/// <param name="instrument">Whose.</param>
/// <param name="hasBook">Its book is subscribed, and quotes come from there.</param>
internal sealed class MarketFeed(Instrument instrument, bool hasBook)
{
    private const int LevelsKept = 256;

    public Instrument Instrument => instrument;

    public bool HasBook => hasBook;

    public Lock Gate { get; } = new();

    public BookSide Bids { get; } = new(isBid: true, LevelsKept);

    public BookSide Asks { get; } = new(isBid: false, LevelsKept);

    /// <summary>False from a gap to the next whole book: nothing of it is told.</summary>
    public bool InSync { get; set; }

    public long LastUpdateId { get; set; }

    /// <summary>Since when the book has been out of sync, milliseconds of the machine.</summary>
    public long OutOfSyncMs { get; set; }

    public QuoteChanged Quote { get; set; }

    public Timestamp QuoteAt { get; set; }

    public Timestamp DepthAt { get; set; }

    public Timestamp SlowAt { get; set; }

    public Price Mark { get; set; }

    public Price Index { get; set; }

    public FundingChanged Funding { get; set; }

    public double OpenInterest { get; set; } = double.NaN;

    /// <summary>The book may not be believed until the next whole one.</summary>
    public void Forget()
    {
        lock (Gate)
        {
            InSync = false;
            OutOfSyncMs = Environment.TickCount64;
        }
    }

    /// <summary>Begins a whole book.</summary>
    public void Begin()
    {
        Bids.Clear();
        Asks.Clear();
        InSync = true;
    }
}
