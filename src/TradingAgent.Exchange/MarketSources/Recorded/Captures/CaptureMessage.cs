namespace TradingAgent.Exchange.MarketSources.Recorded.Captures;

/// <summary>One captured message, read into fields; reused, so copy what is to be kept.</summary>
public sealed class CaptureMessage
{
    private CaptureLevel[] _levels = new CaptureLevel[16];

    public CaptureKind Kind { get; internal set; }

    /// <summary>When the recorder had it, by the recorder's clock.</summary>
    public Timestamp ReceivedAt { get; internal set; }

    /// <summary>When it happened, by the exchange's clock.</summary>
    public Timestamp Time { get; internal set; }

    /// <summary>When the exchange sent it.</summary>
    public Timestamp SentAt { get; internal set; }

    /// <summary>The last change of the book that it contains; 0 for trades.</summary>
    public long LastUpdate { get; internal set; }

    /// <summary>The first change that it contains.</summary>
    public long FirstUpdate { get; internal set; }

    /// <summary>Depth: the last change of the message before; 0 when it does not say.</summary>
    public long PreviousUpdate { get; internal set; }

    /// <summary>Trades: whether the buyer's order was the resting one.</summary>
    public bool BuyerIsMaker { get; internal set; }

    /// <summary>Trades: an ordinary one, not one of the insurance fund.</summary>
    public bool IsOrdinary { get; internal set; }

    /// <summary>Trades: price. Touch: best bid.</summary>
    public long Price { get; internal set; }

    /// <summary>Trades: size. Touch: size of the best bid.</summary>
    public long Quantity { get; internal set; }

    /// <summary>Touch: best ask.</summary>
    public long AskPrice { get; internal set; }

    /// <summary>Touch: size of the best ask.</summary>
    public long AskQuantity { get; internal set; }

    /// <summary>Depth and snapshot: levels in the order written, bids and asks.</summary>
    public ReadOnlySpan<CaptureLevel> Levels => _levels.AsSpan(0, LevelCount);

    internal int LevelCount { get; private set; }

    /// <summary>Order among messages of the same moment.</summary>
    internal long Number { get; set; }

    internal void Clear()
    {
        Kind = CaptureKind.Other;
        ReceivedAt = Time = SentAt = Timestamp.None;
        LastUpdate = FirstUpdate = PreviousUpdate = 0;
        BuyerIsMaker = false;
        IsOrdinary = true;
        Price = Quantity = AskPrice = AskQuantity = 0;
        LevelCount = 0;
    }

    internal void Add(in CaptureLevel level)
    {
        if (LevelCount == _levels.Length) Array.Resize(ref _levels, LevelCount * 2);
        _levels[LevelCount++] = level;
    }
}
