using System.Text.Json;
using Xunit;

namespace TradingAgent.EndToEndTests.Endurance;

/// <summary>The agent is killed with orders resting; the sentinel's own process takes them off.</summary>
[Collection(AgainstTheClock.Name)]
public sealed class SentinelTests : IDisposable
{
    private const string LinearOrders = "category=linear&settleCoin=USDT&limit=50";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly string _folder = Directory.CreateTempSubdirectory("ta-").FullName;

    private string Data => Path.Combine(_folder, "data");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_killed_agents_orders_are_cancelled_and_an_orderly_stop_fires_nothing()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "signals are sent with kill");
        using RunningExchange exchange = await RunningExchange.StartAsync("--seed", "5");
        using AgentProcess sentinel = exchange.StartAgent("sentinel", "--data", Data, "--silence", "2s", "--flatten");
        await sentinel.SaysAsync("Sentinel watches");
        using (AgentProcess agent = exchange.StartAgent("run", "--data", Data))
        {
            await sentinel.SaysAsync("Trading at event");
            await LongRuns.UntilAsync(
                async () => (await HedgesAsync(exchange)).Any(), "a hedge is held", Patience, () => agent.Output);
            await RestsAsync(exchange, agent);
            agent.Kill();
            await agent.EndsAsync();
        }
        await sentinel.SaysAsync("Sentinel FIRES");
        await sentinel.SaysAsync("Sentinel is done: 0 orders");
        Assert.Empty(await OpenAsync(exchange));
        Assert.Empty(await HedgesAsync(exchange));

        using (AgentProcess agent = exchange.StartAgent("run", "--data", Data))
        {
            await RestsAsync(exchange, agent);
            agent.Terminate();
            Assert.True(await agent.EndsAsync() == 0, agent.Output);
        }
        await sentinel.SaysAsync("Stopped at event");
        sentinel.Terminate();
        Assert.True(await sentinel.EndsAsync() == 0, sentinel.Output);
        Assert.Equal(2, sentinel.Output.Split("Sentinel FIRES").Length);
    }

    /// <summary>Perpetuals held: what the agent trades.</summary>
    private static async Task<IEnumerable<string>> HedgesAsync(RunningExchange exchange) =>
        (await exchange.Witness.PositionsAsync()).Keys.Where(symbol => symbol is "BTCUSDT" or "ETHUSDT");

    private static Task RestsAsync(RunningExchange exchange, AgentProcess agent) => LongRuns.UntilAsync(
        async () => (await OpenAsync(exchange)).Count > 0, "an order rests", Patience, () => agent.Output);

    private static Task<List<JsonElement>> OpenAsync(RunningExchange exchange) =>
        exchange.Witness.ListAsync("/v5/order/realtime", LinearOrders);
}
