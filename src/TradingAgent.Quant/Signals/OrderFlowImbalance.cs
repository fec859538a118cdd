namespace TradingAgent.Quant.Signals;

/// <summary>
/// Order-flow imbalance of one level of the book (Cont, Kukanov and Stoikov 2014), exact in ticks and lots: what came
/// to the bid less what left it, less the same of the ask. Never differenced across a gap in the feed.
/// </summary>
public struct OrderFlowImbalance
{
    private long _bidTicks;
    private long _bidLots;
    private long _askTicks;
    private long _askLots;
    private long _sum;
    private long _started;

    /// <summary>Sum of the contributions since the last <see cref="TakeSum"/>.</summary>
    public readonly long Sum => _sum;

    /// <summary>Takes the level's quotes and returns their contribution; 0 for the first ones.</summary>
    public long Add(long bidTicks, long bidLots, long askTicks, long askLots)
    {
        long e = 0;
        if (_started != 0)
        {
            if (bidTicks >= _bidTicks)
                e += bidLots;
            if (bidTicks <= _bidTicks)
                e -= _bidLots;
            if (askTicks <= _askTicks)
                e -= askLots;
            if (askTicks >= _askTicks)
                e += _askLots;
        }

        _bidTicks = bidTicks;
        _bidLots = bidLots;
        _askTicks = askTicks;
        _askLots = askLots;
        _started = 1;
        _sum += e;
        return e;
    }

    /// <summary>After a gap or a snapshot: the next quotes only start anew.</summary>
    public void BreakSequence() => _started = 0;

    /// <summary>Returns the sum and starts the next one.</summary>
    public long TakeSum()
    {
        var sum = _sum;
        _sum = 0;
        return sum;
    }
}
