using Xunit;

namespace TradingAgent.EndToEndTests.Endurance;

/// <summary>
/// What the alert rules look at, brought about for once: by the exchange's faults, by the wire, by an operator, by a
/// kill. The runbook says of each alert how it was seen.
/// </summary>
[Collection(AgainstTheClock.Name)]
public sealed class AlarmTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string _folder = Directory.CreateTempSubdirectory("ta-").FullName;

    private string Data => Path.Combine(_folder, "data");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task What_the_alerts_look_at_moves_when_its_cause_is_brought_about()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "signals are sent with kill");
        using RunningExchange exchange = await RunningExchange.StartAsync("--seed", "6", "--faults");
        await using var wire = new FaultyWire(exchange.Address);
        using var page = new MetricsPage();
        var settings = new Dictionary<string, string>(KillTests.Busy, StringComparer.Ordinal);
        settings.Add(page.Setting.Key, page.Setting.Value);
        using AgentProcess agent = exchange.StartAgentAt(wire.Address, settings, "run", "--data", Data);
        await agent.SaysAsync("Resting ");
        Task SeesAsync(string alert, string figure, Func<double, bool> isMet) => LongRuns.UntilAsync(
            async () => (await page.ReadAsync(figure)).Any(isMet), alert, Patience, () => agent.Output);

        // A question settles an order in doubt within milliseconds: nobody may be asked either.
        await exchange.FaultsAsync(HttpMethod.Post, "?kind=AcknowledgementLost&seconds=60&share=1");
        wire.Stand();
        await SeesAsync("OrdersUnknown", "trading_agent_orders_unknown", orders => orders > 0);
        wire.Go();
        await exchange.FaultsAsync(HttpMethod.Delete);
        await SeesAsync("every order is known again", "trading_agent_orders_unknown", orders => orders == 0);

        await exchange.FaultsAsync(HttpMethod.Post, "?kind=MessageCorrupted&seconds=60&share=1");
        await SeesAsync("FramesUnreadable", "trading_agent_frames_quarantined_total", frames => frames > 0);
        await exchange.FaultsAsync(HttpMethod.Delete);
        await SeesAsync("every stream is back", "trading_agent_stream_connected", connected => connected == 1);

        wire.Stand();
        await SeesAsync("StreamSilent", "trading_agent_stream_connected", connected => connected == 0);
        wire.Go();
        await SeesAsync("every stream is back", "trading_agent_stream_connected", connected => connected == 1);

        for (int cut = 1; cut <= 6; cut++)
        {
            await exchange.FaultsAsync(HttpMethod.Post, "?kind=Maintenance&seconds=0");
            int seen = cut;
            await SeesAsync("ReconnectStorm", "trading_agent_stream_reconnects_total", count => count >= seen);
        }

        await SayAsync("limits", "--set", "MarkAgeMax=50ms");
        await SeesAsync("RefusesItsOwnOrders", "trading_agent_refusals_total", count => count > 0);
        await SayAsync("halt", "--why", "drill");
        await SeesAsync("Halted", "trading_agent_mode", mode => mode >= 3);
        await SeesAsync("ModeChanged", "trading_agent_mode_changes_total", count => count > 0);

        agent.Kill();
        await agent.EndsAsync();
        // AgentGone: nobody answers.
        await Assert.ThrowsAsync<HttpRequestException>(() => page.ReadAsync("trading_agent_mode"));
    }

    private async Task SayAsync(params string[] words)
    {
        using AgentProcess process = AgentProcess.Start([.. words, "--data", Data]);
        Assert.True(await process.EndsAsync() == 0, process.Output);
    }
}
