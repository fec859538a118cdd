namespace TradingAgent.Venues.Bybit.Market;

/// <summary>What the adapter remembers of one instrument's streams on one connection.</summary>
internal sealed class InstrumentFeed(Instrument instrument)
{
    public readonly Instrument Instrument = instrument;

    /// <summary>Merged ticker.</summary>
    public TickerValues Ticker;

    /// <summary>Last best quote, for frames that change one side.</summary>
    public QuoteChanged Quote;

    public BybitBook? Book { get; init; }

    /// <summary>True when quotes come from a book or top topic, so that the ticker's are not needed.</summary>
    public bool QuotesFromBook { get; init; }

    public Timestamp DepthAt { get; set; }

    public Timestamp QuoteAt { get; set; }

    /// <summary>When funding and open interest were last published.</summary>
    public Timestamp SlowAt { get; set; }

    /// <summary>When a fresh snapshot of the book was last asked for, wall milliseconds; 0 when in sync.</summary>
    public long ResyncAskedMs { get; set; }

    public TopicAge? TopAge { get; init; }

    public TopicAge? BookAge { get; init; }

    public TopicAge? TickerAge { get; init; }

    public TopicAge? TradeAge { get; init; }

    /// <summary>A frame of one of its topics arrived.</summary>
    public void OnData(TopicKind kind, long nowMs)
    {
        TopicAge? age = kind switch
        {
            TopicKind.Top => TopAge,
            TopicKind.Book => BookAge,
            _ => TickerAge,
        };
        age?.OnData(nowMs);
    }

    public void Forget()
    {
        Ticker = default;
        Quote = default;
        Book?.Forget();
        DepthAt = QuoteAt = SlowAt = default;
        ResyncAskedMs = 0;
    }
}
