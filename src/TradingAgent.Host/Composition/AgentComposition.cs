using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Serilog;
using Serilog.Core;
using TradingAgent.Host.Configuration;
using TradingAgent.Host.Observability;
using TradingAgent.Host.Verbs;

namespace TradingAgent.Host.Composition;

/// <summary>The one place where the parts of a running agent are made and joined.</summary>
internal static class AgentComposition
{
    /// <summary>Runs an agent from start to drained and returns the process's exit code.</summary>
    public static async Task<int> RunAsync(AgentConfiguration configuration, RunRequest request)
    {
        await using Logger logger = LoggingSetup.Create(configuration.Options.Logging, configuration.Variables);
        using var signals = new StopSignals(() => Environment.Exit(ExitCode.LeftAtOnce));
        signals.Listen();
        using IHost host = Build(configuration, request, logger, signals);
        var agent = host.Services.GetRequiredService<AgentService>();
        await host.RunAsync();
        return agent.ExitCode;
    }

    private static IHost Build(
        AgentConfiguration configuration, RunRequest request, Logger logger, StopSignals signals)
    {
        HostApplicationBuilder builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSerilog(logger);
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(10));
        builder.Services.AddSingleton<IHostLifetime, QuietLifetime>();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(configuration);
        builder.Services.AddSingleton(request);
        builder.Services.AddSingleton(signals);
        builder.Services.AddSingleton<AgentHealth>();
        if (configuration.Options.Health.EndPoint is { } address)
        {
            builder.Services.AddHostedService(services => new HealthEndpoint(
                address, services.GetRequiredService<AgentHealth>(),
                services.GetRequiredService<ILogger<HealthEndpoint>>()));
        }
        builder.Services.AddSingleton<AgentService>();
        builder.Services.AddHostedService<HeapSweep>();
        builder.Services.AddHostedService(services => services.GetRequiredService<AgentService>());
        return builder.Build();
    }
}
