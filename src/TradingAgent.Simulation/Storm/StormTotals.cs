using TradingAgent.Exchange.Faults;
using TradingAgent.Simulation.Storm.Checkers;

namespace TradingAgent.Simulation.Storm;

/// <summary>Many storms added up.</summary>
public sealed class StormTotals
{
    private readonly List<long> _events = [];
    private readonly List<long> _orders = [];
    private readonly List<long> _fills = [];
    private readonly long[] _judged = new long[Scoreboard.Checkers];
    private readonly long[] _failed = new long[Scoreboard.Checkers];

    public int Storms => _events.Count;

    /// <summary>Storms with a violation, in the order they ended.</summary>
    public List<StormResult> Failures { get; } = [];

    public FaultTally Tally { get; } = new();

    public long Events => _events.Sum();

    public Duration VirtualTime { get; private set; }

    public long EventsMedian => Median(_events);

    public long OrdersMedian => Median(_orders);

    public long FillsMedian => Median(_fills);

    /// <summary>Storms whose loss limit was breached.</summary>
    public int Breaches { get; private set; }

    /// <summary>The largest loss over what its limit or reference flattener allowed, USD.</summary>
    public double BeyondMax { get; private set; } = double.NegativeInfinity;

    /// <summary>That storm.</summary>
    public StormResult? WorstLoss { get; private set; }

    public long JudgedBy(StormChecker checker) => _judged[(int)checker];

    public long FailedBy(StormChecker checker) => _failed[(int)checker];

    internal void Add(StormResult result)
    {
        _events.Add(result.Events);
        _orders.Add(result.Orders);
        _fills.Add(result.Fills);
        VirtualTime += result.VirtualTime;
        Tally.Add(result.Tally);
        for (int i = 0; i < _judged.Length; i++)
        {
            _judged[i] += result.Judged[i];
            _failed[i] += result.Failed[i];
        }
        if (!result.Passed) Failures.Add(result);
        if (result.ReferenceLossMax is not { } reference) return;
        Breaches++;
        double beyond = result.LossMax - Math.Max(result.LossLimit, reference);
        if (beyond <= BeyondMax) return;
        (BeyondMax, WorstLoss) = (beyond, result);
    }

    private static long Median(List<long> values)
    {
        if (values.Count == 0) return 0;
        List<long> sorted = [.. values.Order()];
        return sorted[sorted.Count / 2];
    }
}
