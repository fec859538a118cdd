using Microsoft.Extensions.Hosting;

namespace TradingAgent.ExchangeServer;

/// <summary>
/// The web server inside listens to no signal of the process: who owns the exchange server decides when it ends, so
/// that an agent in the same process can still cancel its orders.
/// </summary>
internal sealed class OwnedLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
