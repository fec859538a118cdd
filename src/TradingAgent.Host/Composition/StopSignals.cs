using System.Runtime.InteropServices;

namespace TradingAgent.Host.Composition;

/// <summary>
/// Ctrl-C and SIGTERM: the first asks the agent to cancel its orders and stop, the second ends the process at once.
/// </summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Action _leaveAtOnce;
    private readonly List<PosixSignalRegistration> _registrations = [];
    private int _received;

    /// <param name="leaveAtOnce">Called on the second signal; ends the process.</param>
    public StopSignals(Action leaveAtOnce) => _leaveAtOnce = leaveAtOnce;

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => _stop.Token;

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
        if (Interlocked.Increment(ref _received) == 1) _stop.Cancel();
        else _leaveAtOnce();
    }

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations) registration.Dispose();
        _stop.Dispose();
    }
}
