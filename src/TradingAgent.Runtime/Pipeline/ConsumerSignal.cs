using System.Diagnostics;

namespace TradingAgent.Runtime.Pipeline;

/// <summary>
/// Where one consumer thread waits, and how producers wake it. One signal may serve several rings of the same thread.
/// </summary>
/// <remarks>
/// Parking is the classic two-flag handshake: the consumer sets its flag, fences and looks again; the producer
/// publishes, fences and looks at the flag. Whichever fence comes second sees the other's write, so no wake-up is lost;
/// the sleep is bounded all the same. A consumer with a short sleep of its own gathers what comes meanwhile and does
/// not spin before it.
/// </remarks>
public sealed class ConsumerSignal : IDisposable
{
    private const int SpinMicroseconds = 20;
    private const int YieldsBeforeParking = 3;
    private const int SpinsBeforeYielding = 20_000;

    private static readonly long SpinTicks = Stopwatch.Frequency * SpinMicroseconds / 1_000_000;

    private readonly AutoResetEvent _wakeUp = new(false);
    private readonly TimeSpan _longest;
    private int _isParked;

    /// <param name="mode">How the consumer waits.</param>
    /// <param name="longest">The longest sleep, when parking; at most <see cref="ParkMax"/>.</param>
    public ConsumerSignal(WaitMode mode, TimeSpan? longest = null) => (Mode, _longest) = (mode, longest ?? ParkMax);

    public WaitMode Mode { get; }

    /// <summary>The longest sleep without a look at the rings.</summary>
    public static TimeSpan ParkMax { get; } = TimeSpan.FromMilliseconds(20);

    /// <summary>Wakes the consumer if it sleeps. The caller has fenced after publishing.</summary>
    public void Wake()
    {
        if (Volatile.Read(ref _isParked) != 0 && Interlocked.Exchange(ref _isParked, 0) != 0) _wakeUp.Set();
    }

    /// <summary>Returns when the stage has work, or after a bounded time without.</summary>
    public void Wait(IStage stage)
    {
        if (Mode == WaitMode.Spin) WaitSpinning(stage);
        else if (_longest < ParkMax || !SpinBriefly(stage)) Park(stage);
    }

    public void Dispose() => _wakeUp.Dispose();

    private static void WaitSpinning(IStage stage)
    {
        // No pause between the looks: on a virtual machine one costs as much as the whole hand-over.
        for (int i = 0; i < SpinsBeforeYielding; i++)
            if (stage.HasWork) return;
        // A producer may need this very core.
        Thread.Yield();
    }

    private static bool SpinBriefly(IStage stage)
    {
        long until = Stopwatch.GetTimestamp() + SpinTicks;
        do
        {
            if (stage.HasWork) return true;
            Thread.SpinWait(1);
        }
        while (Stopwatch.GetTimestamp() < until);
        for (int i = 0; i < YieldsBeforeParking; i++)
        {
            Thread.Yield();
            if (stage.HasWork) return true;
        }
        return false;
    }

    private void Park(IStage stage)
    {
        Volatile.Write(ref _isParked, 1);
        Interlocked.MemoryBarrier();
        if (!stage.HasWork) _wakeUp.WaitOne(_longest);
        Volatile.Write(ref _isParked, 0);
    }
}
