namespace TradingAgent.Simulation.Studies.Measures;

/// <summary>Mean and deviation of numbers that come one by one (Welford 1962).</summary>
internal struct Spread
{
    private double _mean;
    private double _squares;

    public long Count { get; private set; }

    public readonly double Mean => Count > 0 ? _mean : double.NaN;

    /// <summary>Standard deviation about the mean; NaN before the second.</summary>
    public readonly double Deviation => Count > 1 ? Math.Sqrt(_squares / (Count - 1)) : double.NaN;

    public void Add(double value)
    {
        Count++;
        double off = value - _mean;
        _mean += off / Count;
        _squares += off * (value - _mean);
    }
}
