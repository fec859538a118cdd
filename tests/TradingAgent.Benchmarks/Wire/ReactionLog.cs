using HdrHistogram;

namespace TradingAgent.Benchmarks.Wire;

/// <summary>
/// From each step of the touch to the first order that answers it. A step that was overtaken by a later one counts
/// until an order at its price or beyond arrives: a stall is charged to every step it delayed.
/// </summary>
internal sealed class ReactionLog(int stepsMax)
{
    private const long Longest = 100_000_000_000;
    private readonly long[] _intended = new long[stepsMax];
    private readonly long[] _leftAt = new long[stepsMax];
    private readonly long[] _arrivedAt = new long[stepsMax];
    private int _sent;
    private int _answered;
    private int _measuredFrom = int.MaxValue;

    /// <summary>From the intended moment of sending to the order read by this process.</summary>
    public LongHistogram FromIntended { get; } = new(Longest, 3);

    /// <summary>Steps sent since measuring began that no order has answered.</summary>
    public int Unanswered => Math.Max(0, _sent - Math.Max(_answered, Math.Min(_measuredFrom, _sent)));

    /// <summary>Steps from this one on count; earlier ones warm up.</summary>
    public void MeasureFrom(int step) => Volatile.Write(ref _measuredFrom, step);

    /// <summary>
    /// From the frame's leaving for the wire to the order's arrival from it, both by the kernel's stamps: the agent
    /// with its own calls to the system, and nothing of the harness. Once all is sent.
    /// </summary>
    public LongHistogram InAgent()
    {
        var measured = new LongHistogram(Longest, 3);
        for (int step = 0; step < stepsMax; step++)
            if (_leftAt[step] != 0 && _arrivedAt[step] != 0)
                measured.RecordValue(Math.Clamp(_arrivedAt[step] - _leftAt[step], 1, Longest));
        return measured;
    }

    /// <summary>Called right before the step's frame is sent.</summary>
    public void OnStep(int step, long intended)
    {
        _intended[step] = intended;
        Volatile.Write(ref _sent, step + 1);
    }

    /// <summary>Called when it is known when the step's frame left; its order may be here already.</summary>
    public void OnLeft(int step, long leftAt) => _leftAt[step] = leftAt;

    public void OnOrder(decimal price, long readAt, long arrivedAt)
    {
        int last = Math.Min(ScriptedMarket.StepOf(price), Volatile.Read(ref _sent) - 1);
        for (int step = _answered; step <= last; step++)
        {
            if (step < Volatile.Read(ref _measuredFrom)) continue;
            FromIntended.RecordValue(Math.Clamp(readAt - _intended[step], 1, Longest));
            _arrivedAt[step] = arrivedAt;
        }
        _answered = Math.Max(_answered, last + 1);
    }
}
