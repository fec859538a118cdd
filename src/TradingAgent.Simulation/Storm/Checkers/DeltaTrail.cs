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

    /// <summary>Largest less smallest.</summary>
    public double Range
    {
        get
        {
            double low = Now;
            double high = Now;
            for (int i = 0; i < Math.Min(_count, Samples); i++)
            {
                low = Math.Min(low, _values[i]);
                high = Math.Max(high, _values[i]);
            }
            return high - low;
        }
    }
}
