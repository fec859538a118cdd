namespace TradingAgent.Simulation.Storm.Checkers;

/// <summary>The true delta of the last half minute: what the agent decided on may be as old as its knowledge.</summary>
internal sealed class DeltaTrail
{
    private const int Samples = 64;
    private readonly double[] _values = new double[Samples];
    private int _count;

    public double Now { get; private set; }

    public void Add(double delta)
    {
        Now = delta;
        _values[_count++ % Samples] = delta;
    }

    /// <summary>Largest less smallest of the newest samples.</summary>
    public double RangeOf(int newest)
    {
        double low = Now;
        double high = Now;
        for (int i = Math.Max(0, _count - Math.Min(newest, Samples)); i < _count; i++)
        {
            low = Math.Min(low, _values[i % Samples]);
            high = Math.Max(high, _values[i % Samples]);
        }
        return high - low;
    }
}
