using Microsoft.Extensions.Hosting;

namespace TradingAgent.Host.Observability;

/// <summary>A lifetime that listens to no signal: who starts the host decides when it ends.</summary>
internal sealed class QuietLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
