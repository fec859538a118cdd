namespace TradingAgent.Exchange.MarketSources.Recorded;

/// <summary>Keeps a recording's time running forwards and counts what was odd.</summary>
internal sealed class RecordingNotes(Duration gapMax)
{
    private RecordingReport _report;

    public ref readonly RecordingReport Report => ref _report;

    public Duration GapMax => gapMax;

    public RecordingState State
    {
        get => _report.State;
        set => _report = _report with { State = value };
    }

    /// <summary>Notes an entry's own time and returns when it is to be played: never before the last one.</summary>
    public Timestamp Accept(Timestamp time)
    {
        Timestamp last = _report.LastTime;
        if (time < last)
        {
            StepBack(time);
            time = last;
        }
        else if (!last.IsNone && time - last > gapMax)
        {
            Jump(last);
        }
        _report = _report with { LastTime = time, Entries = _report.Entries + 1 };
        return time;
    }

    /// <summary>Another entry is played at this moment.</summary>
    public void Play(Timestamp time) => _report = _report with { LastTime = time, Entries = _report.Entries + 1 };

    /// <summary>What is recorded has been played up to here.</summary>
    public void Reach(Timestamp time) => _report = _report with { LastTime = time };

    public void Jump(Timestamp from) => _report = _report with
    {
        Jumps = _report.Jumps + 1,
        FirstJump = _report.Jumps == 0 ? from : _report.FirstJump,
    };

    public void StepBack(Timestamp time) => _report = _report with
    {
        StepsBack = _report.StepsBack + 1,
        FirstStepBack = _report.StepsBack == 0 ? time : _report.FirstStepBack,
    };

    public void BreakChain(Timestamp time) => _report = _report with
    {
        ChainBreaks = _report.ChainBreaks + 1,
        FirstChainBreak = _report.ChainBreaks == 0 ? time : _report.FirstChainBreak,
    };

    public void Crossed() => _report = _report with { CrossedQuotes = _report.CrossedQuotes + 1 };

    /// <summary>The report with what the reader counted.</summary>
    public RecordingReport Complete(int unreadable, long first) =>
        _report with { UnreadableLines = unreadable, FirstUnreadableLine = first };
}
