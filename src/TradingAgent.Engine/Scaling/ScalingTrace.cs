using TradingAgent.Engine.Scaling.Policies;

namespace TradingAgent.Engine.Scaling;

/// <summary>
/// How one target came about, step by step. Not part of the state: whoever wants that of a past decision replays the
/// journal up to it.
/// </summary>
public sealed class ScalingTrace
{
    private readonly TraceStep[] _steps = new TraceStep[PolicyTable.SlotsMax + 2];
    private int _count;

    /// <summary>When it was made; none before the first.</summary>
    public Timestamp At { get; private set; }

    /// <summary>In the order in which they spoke.</summary>
    public ReadOnlySpan<TraceStep> Steps => _steps.AsSpan(0, _count);

    /// <summary>Copies another trace.</summary>
    public void Take(ScalingTrace other)
    {
        At = other.At;
        _count = other._count;
        other.Steps.CopyTo(_steps);
    }

    internal void Begin(Timestamp at)
    {
        At = at;
        _count = 0;
    }

    internal void Add(in TraceStep step) => _steps[_count++] = step;
}
