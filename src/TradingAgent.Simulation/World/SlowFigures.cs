namespace TradingAgent.Simulation.World;

/// <summary>What was last told of figures that seldom change: again only when they do, or after a while.</summary>
internal struct SlowFigures
{
    private static readonly Duration Repeat = Duration.FromSeconds(5);

    private FundingChanged _funding;
    private OpenInterestChanged _interest;
    private Timestamp _toldAt;
    private bool _repeats;

    /// <summary>A ticker is told at this moment.</summary>
    public void Begin(Timestamp now)
    {
        _repeats = now - _toldAt >= Repeat;
        if (_repeats) _toldAt = now;
    }

    public bool IsNews(in FundingChanged funding)
    {
        bool isNew = _repeats || funding != _funding;
        _funding = funding;
        return isNew;
    }

    public bool IsNews(in OpenInterestChanged interest)
    {
        bool isNew = _repeats || interest != _interest;
        _interest = interest;
        return isNew;
    }
}
