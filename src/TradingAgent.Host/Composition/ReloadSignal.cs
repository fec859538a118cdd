using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;
using TradingAgent.Host.Configuration;
using TradingAgent.Host.Observability;

namespace TradingAgent.Host.Composition;

/// <summary>SIGHUP: the running agent reads its configuration again.</summary>
internal sealed class ReloadSignal : IDisposable
{
    private readonly ConfigurationReload _reload;
    private readonly Action<AgentConfiguration> _apply;
    private readonly ILogger _log;
    private readonly Lock _lock = new();
    private readonly PosixSignalRegistration? _registration;

    /// <param name="reload">Reads and judges it.</param>
    /// <param name="apply">Puts a right one in force.</param>
    /// <param name="log">Told what came of it.</param>
    /// <param name="listens">False where a test sends the signal itself.</param>
    public ReloadSignal(
        ConfigurationReload reload, Action<AgentConfiguration> apply, ILogger log, bool listens = true)
    {
        (_reload, _apply, _log) = (reload, apply, log);
        if (listens && !OperatingSystem.IsWindows())
        {
            _registration = PosixSignalRegistration.Create(PosixSignal.SIGHUP, context =>
            {
                context.Cancel = true;
                Receive();
            });
        }
    }

    /// <summary>What one signal does; the next waits for it.</summary>
    public void Receive()
    {
        lock (_lock)
        {
            if (_reload.TryReload(out IReadOnlyList<string> problems))
            {
                _apply(_reload.InForce);
                AgentLog.Reconfigured(_log, _reload.InForce.Source, $"{_reload.InForce.Digest:x16}");
                return;
            }
            if (problems.Count == 0) AgentLog.ConfigurationSame(_log, _reload.InForce.Source);
            foreach (string problem in problems) AgentLog.ConfigurationRefused(_log, problem);
        }
    }

    public void Dispose() => _registration?.Dispose();
}
