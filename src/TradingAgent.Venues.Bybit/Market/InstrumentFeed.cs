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

    /// <summary>A ticker, top or book frame arrived since the connection opened.</summary>
    public bool Heard { get; set; }

    public void Forget()
    {
        Ticker = default;
        Quote = default;
        Book?.Forget();
        DepthAt = QuoteAt = SlowAt = default;
        ResyncAskedMs = 0;
        Heard = false;
    }
}
