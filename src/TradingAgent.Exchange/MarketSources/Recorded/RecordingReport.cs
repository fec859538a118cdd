namespace TradingAgent.Exchange.MarketSources.Recorded;

/// <summary>How a recording is getting on, and what was odd about it so far.</summary>
public readonly record struct RecordingReport
{
    public RecordingState State { get; init; }

    /// <summary>Exchange time of the last thing recorded that was played.</summary>
    public Timestamp LastTime { get; init; }

    /// <summary>Entries played (bars or messages).</summary>
    public long Entries { get; init; }

    /// <summary>Stretches without data.</summary>
    public int Jumps { get; init; }

    /// <summary>Where the first of them began; none when there was no jump.</summary>
    public Timestamp FirstJump { get; init; }

    /// <summary>Entries dated before what had been played already; played at once, with time standing still.</summary>
    public int StepsBack { get; init; }

    /// <summary>The date of the first of them.</summary>
    public Timestamp FirstStepBack { get; init; }

    /// <summary>Depth messages that did not continue the one before.</summary>
    public int ChainBreaks { get; init; }

    /// <summary>The message with the first of them.</summary>
    public Timestamp FirstChainBreak { get; init; }

    /// <summary>Lines that made no sense and were left out.</summary>
    public int UnreadableLines { get; init; }

    /// <summary>Number of the first of them in its file, from 1; 0 when there was none.</summary>
    public long FirstUnreadableLine { get; init; }

    /// <summary>Recorded bids at or above the recorded ask, which were not shown.</summary>
    public int CrossedQuotes { get; init; }

    /// <summary>Both halves of a market in one row: the worse state, the earlier firsts, the sums.</summary>
    public RecordingReport With(in RecordingReport other) => new()
    {
        State = (RecordingState)Math.Max((int)State, (int)other.State),
        LastTime = LastTime > other.LastTime ? LastTime : other.LastTime,
        Entries = Entries + other.Entries,
        Jumps = Jumps + other.Jumps,
        FirstJump = First(FirstJump, other.FirstJump),
        StepsBack = StepsBack + other.StepsBack,
        FirstStepBack = First(FirstStepBack, other.FirstStepBack),
        ChainBreaks = ChainBreaks + other.ChainBreaks,
        FirstChainBreak = First(FirstChainBreak, other.FirstChainBreak),
        UnreadableLines = UnreadableLines + other.UnreadableLines,
        FirstUnreadableLine = FirstUnreadableLine != 0 ? FirstUnreadableLine : other.FirstUnreadableLine,
        CrossedQuotes = CrossedQuotes + other.CrossedQuotes,
    };

    private static Timestamp First(Timestamp left, Timestamp right) =>
        left.IsNone || (!right.IsNone && right < left) ? right : left;
}
