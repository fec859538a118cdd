using System.Runtime.InteropServices;

namespace TradingAgent.Host.Composition;

/// <summary>
/// Ctrl-C and SIGTERM: the first asks the agent to drain and stop, the second cancels by the kill path and leaves, a
/// third leaves at once.
/// </summary>
internal sealed class StopSignals : IDisposable
{
    private static readonly TimeSpan CancelWithin = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _stop = new();
    private readonly Action _leaveAtOnce;
    private readonly List<PosixSignalRegistration> _registrations = [];
    private int _received;

    /// <param name="leaveAtOnce">Ends the process.</param>
    public StopSignals(Action leaveAtOnce) => _leaveAtOnce = leaveAtOnce;

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => _stop.Token;

    /// <summary>A second signal came: the process is to end as one that left, however far the drain is.</summary>
    public bool IsHurried => Volatile.Read(ref _received) > 1;

    /// <summary>Cancels everything without asking the engine; null while there is nothing to cancel.</summary>
    public Func<Task>? CancelAll { get; set; }

    /// <summary>Begins to listen to the process's signals.</summary>
    public void Listen()
    {
        foreach (PosixSignal signal in new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGQUIT })
        {
            _registrations.Add(PosixSignalRegistration.Create(signal, context =>
            {
                context.Cancel = true;
                Receive();
            }));
        }
    }

    /// <summary>What one signal does.</summary>
    public void Receive()
    {
        int received = Interlocked.Increment(ref _received);
        if (received == 1) _stop.Cancel();
        else if (received == 2 && CancelAll is { } cancel) _ = CancelAndLeaveAsync(cancel);
        else _leaveAtOnce();
    }

    private async Task CancelAndLeaveAsync(Func<Task> cancel)
    {
        await Task.WhenAny(Task.Run(cancel), Task.Delay(CancelWithin));
        _leaveAtOnce();
    }

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations) registration.Dispose();
        _stop.Dispose();
    }
}
