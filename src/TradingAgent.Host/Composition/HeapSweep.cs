using Microsoft.Extensions.Hosting;

namespace TradingAgent.Host.Composition;

/// <summary>
/// Has the oldest generation looked through every few minutes, in the background: the agent allocates so little that
/// the runtime itself would get there once in hours; what reconnects leave behind would look like a leak until then.
/// </summary>
internal sealed class HeapSweep : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: false);
    }
}
