using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TradingAgent.Host.Observability.Metrics;

namespace TradingAgent.Host.Observability;

/// <summary>
/// Answers <c>/live</c> (the process moves) and <c>/ready</c> (it is connected and may trade) with plain JSON, and
/// <c>/metrics</c> with what Prometheus scrapes.
/// An agent without it trades as well: a taken port is a warning, not a failure.
/// </summary>
internal sealed partial class HealthEndpoint(
    IPEndPoint address, AgentHealth health, ILogger<HealthEndpoint> log, string meterName = AgentMetrics.MeterName)
    : IHostedService
{
    /// <summary>Silence longer than this means the agent hangs.</summary>
    private static readonly TimeSpan SilenceMax = TimeSpan.FromSeconds(15);

    private WebApplication? _web;

    /// <summary>Where it listens, once started; null when it does not.</summary>
    public Uri? Address { get; private set; }

    public async Task StartAsync(CancellationToken ct)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(address));
        builder.Services.AddSingleton<IHostLifetime, QuietLifetime>();
        PrometheusExport.Add(builder.Services, meterName);
        WebApplication web = builder.Build();
        web.MapGet("/live", Live);
        web.MapGet("/ready", Ready);
        PrometheusExport.Map(web);
        try
        {
            await web.StartAsync(ct);
            _web = web;
            Address = new Uri(web.Urls.First());
            Listening(Address);
        }
        catch (IOException error)
        {
            await web.DisposeAsync();
            Unavailable(address, error.Message);
        }
    }

    public async Task StopAsync(CancellationToken ct)
    {
        if (_web is null) return;
        await _web.StopAsync(ct);
        await _web.DisposeAsync();
        _web = null;
    }

    private Task Live(HttpContext http)
    {
        TimeSpan silence = health.SinceSignOfLife;
        bool live = silence <= SilenceMax;
        return Answer(http, live, $$"""
            {"live":{{Json(live)}},"state":"{{health.State}}","silentMs":{{(long)silence.TotalMilliseconds}}}
            """);
    }

    private Task Ready(HttpContext http) => Answer(http, health.IsReady, $$"""
        {"ready":{{Json(health.IsReady)}},"state":"{{health.State}}"}
        """);

    private static string Json(bool value) => value ? "true" : "false";

    private static Task Answer(HttpContext http, bool good, string json)
    {
        http.Response.StatusCode = good ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        http.Response.ContentType = "application/json";
        return http.Response.WriteAsync(json);
    }

    [LoggerMessage(LogEvents.HealthListening, LogLevel.Information, "Health   {Address}live, /ready and /metrics")]
    private partial void Listening(Uri address);

    [LoggerMessage(LogEvents.HealthUnavailable, LogLevel.Warning,
        "Health   not answered: {Address} cannot be had ({Reason}); set Health.Address to another port or to off")]
    private partial void Unavailable(IPEndPoint address, string reason);
}
