namespace TradingAgent.Exchange.Listings;

/// <summary>The spot index of a coin and its running average before a delivery.</summary>
internal sealed class UnderlyingSlot(UnderlyingId id)
{
    private double _weighted;
    private long _averagedFrom;
    private long _lastAt;

    public readonly UnderlyingId Id = id;

    /// <summary>USD per coin; 0 until the source has said it.</summary>
    public double Index { get; private set; }

    /// <summary>Forgets the past and averages from now on.</summary>
    public void StartAverage(Timestamp now)
    {
        _weighted = 0;
        _averagedFrom = now.Nanoseconds;
        _lastAt = now.Nanoseconds;
    }

    public void SetIndex(double price, Timestamp now)
    {
        _weighted = WeightedTo(now);
        _lastAt = now.Nanoseconds;
        Index = price;
    }

    /// <summary>
    /// Time-weighted average since <see cref="StartAverage"/>; the index itself when no time has passed. Asking changes
    /// nothing, so that the last bit does not depend on who looked.
    /// </summary>
    public double Average(Timestamp now)
    {
        long elapsed = now.Nanoseconds - _averagedFrom;
        return elapsed <= 0 ? Index : WeightedTo(now) / elapsed;
    }

    private double WeightedTo(Timestamp now) => _weighted + (Index * (now.Nanoseconds - _lastAt));
}
