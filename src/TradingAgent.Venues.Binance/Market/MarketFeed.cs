namespace TradingAgent.Venues.Binance.Market;

/// <summary>What the adapter remembers of one instrument's streams on one connection.</summary>
internal sealed class MarketFeed(Instrument instrument)
{
    public readonly Instrument Instrument = instrument;

    public DepthBook? Book { get; set; }

    public TopicAge? TopAge { get; set; }

    public TopicAge? DepthAge { get; set; }

    public TopicAge? MarkAge { get; set; }

    /// <summary>Last update of the best quote, so that an older one says nothing.</summary>
    public long TopUpdateId { get; set; }

    public Timestamp DepthAt { get; set; }

    /// <summary>When funding was last published, and what it was.</summary>
    public Timestamp FundingAt { get; set; }

    public FundingChanged Funding { get; set; }

    /// <summary>When a snapshot of the book was last asked for, wall milliseconds; 0 when in sync.</summary>
    public long SnapshotAskedMs { get; set; }

    public void Forget()
    {
        Book?.Forget();
        TopUpdateId = 0;
        DepthAt = FundingAt = Timestamp.None;
        Funding = default;
        SnapshotAskedMs = 0;
    }
}
