using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using TradingAgent.Host.Observability;
using TradingAgent.Host.Verbs;
using TradingAgent.UnitTests.Host.Verbs;
using Xunit;

namespace TradingAgent.UnitTests.Host.Observability;

public sealed class HealthEndpointTests
{
    private readonly AgentHealth _health = new(TimeProvider.System);

    [Fact]
    public async Task The_health_verb_tells_alive_ready_and_neither()
    {
        HealthEndpoint endpoint = Create(0);
        await endpoint.StartAsync(CancellationToken.None);
        Assert.Equal(ExitCode.Ok, await Ask(endpoint.Address!, "--address"));
        Assert.Equal(ExitCode.CheckFailed, await Ask(endpoint.Address!, "--ready", "--address"));
        _health.Enter("trading", ready: true);
        Assert.Equal(ExitCode.Ok, await Ask(endpoint.Address!, "--ready", "--address"));
        Assert.Equal("""{"ready":true,"state":"trading"}""", _console.Said[^1]);
        await endpoint.StopAsync(CancellationToken.None);
        Assert.Equal(ExitCode.CheckFailed, await Ask(endpoint.Address!, "--address"));
    }

    [Fact]
    public async Task A_taken_port_is_no_failure()
    {
        HealthEndpoint first = Create(0);
        await first.StartAsync(CancellationToken.None);
        HealthEndpoint second = Create(first.Address!.Port);
        await second.StartAsync(CancellationToken.None);
        Assert.Null(second.Address);
        await second.StopAsync(CancellationToken.None);
        await first.StopAsync(CancellationToken.None);
    }

    private readonly RecordingConsole _console = new();

    private HealthEndpoint Create(int port) =>
        new(new IPEndPoint(IPAddress.Loopback, port), _health, NullLogger<HealthEndpoint>.Instance);

    private Task<int> Ask(Uri address, params string[] options) =>
        CommandLine.RunAsync(VerbList.All, ["health", .. options, address.Authority], _console);
}
