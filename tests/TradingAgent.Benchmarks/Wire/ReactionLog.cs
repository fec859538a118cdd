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
    private readonly long[] _sentWall = new long[stepsMax];
    private int _sent;
    private int _answered;
    private int _measuredFrom = int.MaxValue;

    /// <summary>From the intended moment of sending to the order read by this process.</summary>
    public LongHistogram FromIntended { get; } = new(Longest, 3);

    /// <summary>From the frame handed to the kernel to the order's bytes in the kernel: the agent alone.</summary>
    public LongHistogram InAgent { get; } = new(Longest, 3);

    /// <summary>Steps sent since measuring began that no order has answered.</summary>
    public int Unanswered => Math.Max(0, _sent - Math.Max(_answered, Math.Min(_measuredFrom, _sent)));

    /// <summary>Steps from this one on count; earlier ones warm up.</summary>
    public void MeasureFrom(int step) => Volatile.Write(ref _measuredFrom, step);

    /// <summary>Called right before the step's frame goes to the kernel.</summary>
    public void OnStep(int step, long intended)
    {
        _intended[step] = intended;
        _sentWall[step] = LinuxSocket.WallNow;
        Volatile.Write(ref _sent, step + 1);
    }

    public void OnOrder(decimal price, long readAt, long arrivedAt)
    {
        int last = Math.Min(ScriptedMarket.StepOf(price), Volatile.Read(ref _sent) - 1);
        for (int step = _answered; step <= last; step++)
        {
            if (step < Volatile.Read(ref _measuredFrom)) continue;
            FromIntended.RecordValue(Math.Clamp(readAt - _intended[step], 1, Longest));
            if (arrivedAt != 0) InAgent.RecordValue(Math.Clamp(arrivedAt - _sentWall[step], 1, Longest));
        }
        _answered = Math.Max(_answered, last + 1);
    }
}
