using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TradingAgent.Host.Configuration;
using TradingAgent.Host.Observability;

namespace TradingAgent.Host.Composition;

/// <summary>The agent's life as a hosted service: start, trade until told to stop, drain, report.</summary>
internal sealed partial class AgentService(
    AgentConfiguration configuration,
    RunRequest request,
    StopSignals signals,
    AgentHealth health,
    IHostApplicationLifetime lifetime,
    ILogger<AgentService> log) : BackgroundService
{
    /// <summary>What the process returns once this has ended.</summary>
    public int ExitCode { get; private set; }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Starting(configuration.Options.Environment, configuration.Source, request.DataFolder);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, signals.Token);
        if (request.RunFor is { } limit) stop.CancelAfter(limit);
        health.Enter("starting", ready: false);
        await UntilCancelled(stop.Token);
        health.Enter("stopped", ready: false);
        ExitCode = Verbs.ExitCode.Ok;
        lifetime.StopApplication();
    }

    private static async Task UntilCancelled(CancellationToken ct)
    {
        var done = new TaskCompletionSource();
        await using CancellationTokenRegistration end = ct.Register(done.SetResult);
        await done.Task;
    }

    [LoggerMessage(LogEvents.Starting, LogLevel.Information,
        "Start    trading-agent, environment {Environment}, configuration {Configuration}, data {DataFolder}")]
    private partial void Starting(AgentEnvironment environment, string configuration, string dataFolder);
}
