using Xunit;

namespace TradingAgent.EndToEndTests.Endurance;

/// <summary>The way to a real venue is encrypted, and whoever stands at its other end must be vouched for.</summary>
[Collection(AgainstTheClock.Name)]
public sealed class EncryptedTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string _folder = Directory.CreateTempSubdirectory("trading-agent-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task An_agent_trades_over_tls_with_whom_it_trusts_and_with_nobody_else()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "who is trusted is said with SSL_CERT_FILE");
        string trusted = Path.Combine(_folder, "trusted.pem");
        using RunningExchange exchange = await RunningExchange.StartAsync("--seed", "7");
        using TlsDoor door = TlsDoor.Open(exchange.Address, trusted);

        using AgentProcess stranger = exchange.StartAgentAt(door.Address, new Dictionary<string, string>(), "check");
        Assert.NotEqual(0, await stranger.EndsAsync());
        Assert.Contains("SSL", stranger.Output, StringComparison.Ordinal);

        var trust = new Dictionary<string, string> { ["SSL_CERT_FILE"] = trusted };
        using AgentProcess agent = exchange.StartAgentAt(
            door.Address, trust, "run", "--data", Path.Combine(_folder, "data"));
        await agent.SaysAsync("Connect ");
        await LongRuns.UntilAsync(
            async () => (await exchange.Witness.NewestAsync("/v5/execution/list", "category=linear")).Any(),
            "a fill", Patience, () => agent.Output);
        agent.Terminate();
        Assert.True(await agent.EndsAsync() == 0, agent.Output);
        Assert.Empty((await exchange.Witness.OpenOrdersAsync()).Select(order => order.GetRawText()));
    }
}
