namespace TradingAgent.Simulation.Storm;

/// <summary>
/// How far the agent's clock was from the exchange's in the last half minute: it knows what is left to an expiry, and
/// of a settlement that is averaged, no better than that.
/// </summary>
internal sealed class ClockTrail
{
    private const int Samples = 64;
    private readonly double[] _seconds = new double[Samples];
    private int _count;

    /// <summary>Twice a second.</summary>
    public void Add(double seconds) => _seconds[_count++ % Samples] = Math.Abs(seconds);

    /// <summary>The largest of them, seconds.</summary>
    public double Largest
    {
        get
        {
            double largest = 0;
            foreach (double seconds in _seconds) largest = Math.Max(largest, seconds);
            return largest;
        }
    }
}
