using System.Text.Json;
using TradingAgent.Runtime.Safety;
using Xunit;

namespace TradingAgent.EndToEndTests.Endurance;

/// <summary>The agent is killed with orders resting; the sentinel's own process takes them off.</summary>
[Collection(AgainstTheClock.Name)]
public sealed class SentinelTests : IDisposable
{
    private const string LinearOrders = "category=linear&settleCoin=USDT&limit=50";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly string _folder = Directory.CreateTempSubdirectory("ta-").FullName;
    private bool _isBinance;

    private string Data => Path.Combine(_folder, "data");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("bybit")]
    [InlineData("binance")]
    public async Task A_killed_agents_orders_are_cancelled_and_an_orderly_stop_fires_nothing(string venue)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "signals are sent with kill");
        using RunningExchange exchange = await RunningExchange.StartAsync("--seed", "5");
        _isBinance = venue == "binance";
        using AgentProcess sentinel = Start(exchange, "sentinel", "--data", Data, "--silence", "2s", "--flatten");
        await sentinel.SaysAsync("Sentinel watches");
        using (AgentProcess agent = Start(exchange, "run", "--data", Data))
        {
            await sentinel.SaysAsync("Trading at event");
            await LongRuns.UntilAsync(
                async () => (await HedgesAsync(exchange)).Any(), "a hedge is held", Patience, () => agent.Output,
                BinanceWitness.EverySeconds);
            await RestsAsync(exchange, agent);
            agent.Kill();
            await agent.EndsAsync();
        }
        await sentinel.SaysAsync("Sentinel FIRES");
        await sentinel.SaysAsync("Sentinel is done: 0 orders");
        Assert.Empty(await OpenAsync(exchange));
        Assert.Empty(await HedgesAsync(exchange));
        foreach (string title in _isBinance ? new[] { "Binance futures", "Binance options" } : ["Bybit"])
            await sentinel.SaysAsync($"Sentinel at {title}: 0 orders");

        using (AgentProcess agent = Start(exchange, "run", "--data", Data))
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

    [Fact]
    public async Task An_agent_does_not_trade_while_a_sentinel_fires_and_halts_if_one_fires_while_it_lives()
    {
        using RunningExchange exchange = await RunningExchange.StartAsync("--seed", "5");
        Directory.CreateDirectory(Data);
        IDisposable? firing = SentinelLock.TryTake(Data);
        Assert.NotNull(firing);
        using AgentProcess agent = Start(exchange, "run", "--data", Data);
        try
        {
            await agent.SaysAsync("A sentinel is firing at this account");
            long first = Mark().Beat;
            // Six seconds: longer than the rest of a start takes.
            await LongRuns.UntilAsync(
                () => Task.FromResult(Mark().Beat >= first + 12), "signs of life", Patience, () => agent.Output);
            Assert.Equal(HeartbeatState.Starting, Mark().State);
            Assert.DoesNotContain("Trading enabled", agent.Output, StringComparison.Ordinal);
            Assert.Empty(await OpenAsync(exchange));
        }
        finally
        {
            firing.Dispose();
        }
        await agent.SaysAsync("Trading enabled");
        await RestsAsync(exchange, agent);
        using IDisposable? again = SentinelLock.TryTake(Data);
        Assert.NotNull(again);
        await agent.SaysAsync("A sentinel fired although this agent lives");
    }

    private AgentProcess Start(RunningExchange exchange, params string[] arguments) => exchange.StartAgentAt(
        exchange.Address, _isBinance ? RunningExchange.OnBinance : new Dictionary<string, string>(), arguments);

    /// <summary>Perpetuals held: what the agent trades.</summary>
    private async Task<IEnumerable<string>> HedgesAsync(RunningExchange exchange) =>
        (_isBinance ? await exchange.Futures.PositionsAsync() : await exchange.Witness.PositionsAsync())
            .Keys.Where(symbol => symbol is "BTCUSDT" or "ETHUSDT");

    private Task RestsAsync(RunningExchange exchange, AgentProcess agent) => LongRuns.UntilAsync(
        async () => (await OpenAsync(exchange)).Count > 0, "an order rests", Patience, () => agent.Output,
        _isBinance ? BinanceWitness.EverySeconds : 0.1);

    private Task<List<JsonElement>> OpenAsync(RunningExchange exchange) => _isBinance
        ? exchange.Futures.OpenOrdersAsync()
        : exchange.Witness.ListAsync("/v5/order/realtime", LinearOrders);

    private HeartbeatMark Mark() => HeartbeatMark.TryRead(Data, out HeartbeatMark mark) ? mark : default;
}
