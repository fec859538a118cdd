using System.Net;
using System.Text.Json;
using TradingAgent.Exchange;
using TradingAgent.Exchange.Accounts;
using TradingAgent.Exchange.MarketSources.Generated;
using TradingAgent.ExchangeServer;
using Xunit;
using Server = TradingAgent.ExchangeServer.ExchangeServer;

namespace TradingAgent.EndToEndTests.Endurance;

/// <summary>
/// The agent is killed and nobody watches: the venue's own switch, which the agent had set, takes the orders off. The
/// switch cancels whoever's order it is, so that one far from the market proves it: no market fills that.
/// </summary>
[Collection(AgainstTheClock.Name)]
public sealed class DeadMansSwitchTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string _folder = Directory.CreateTempSubdirectory("ta-").FullName;

    private string Data => Path.Combine(_folder, "data");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Binances_countdown_cancels_what_a_killed_agent_left()
    {
        using RunningExchange exchange = await RunningExchange.StartAsync("--seed", "5");
        var settings = new Dictionary<string, string>(RunningExchange.OnBinance)
        {
            ["TRADINGAGENT__Venues__Binance__DeadMansSwitchAfter"] = "10s",
        };
        using (AgentProcess agent = exchange.StartAgentAt(exchange.Address, settings, "run", "--data", Data))
        {
            await LongRuns.UntilAsync(
                async () => (await exchange.Futures.OpenOrdersAsync()).Count > 0, "an order rests", Patience,
                () => agent.Output, BinanceWitness.EverySeconds);
            agent.Kill();
            await agent.EndsAsync();
        }
        string far = await exchange.Futures.RestFarAsync();
        Assert.Contains(await exchange.Futures.OpenOrdersAsync(), IsFar);
        await LongRuns.UntilAsync(
            async () => (await exchange.Futures.OpenOrdersAsync()).Count == 0, "the countdown ran out", Patience,
            everySeconds: BinanceWitness.EverySeconds);
        JsonElement order = Assert.Single(await exchange.Futures.OrdersAsync(), IsFar);
        Assert.Equal("CANCELED", VenueWitness.Text(order, "status"));

        bool IsFar(JsonElement row) => VenueWitness.Text(row, "clientOrderId") == far;
    }

    [Fact]
    public async Task Bybits_disconnect_cancel_takes_off_what_a_killed_agent_left_where_it_is_granted()
    {
        const string Key = "guard-key";
        const string Secret = "guard-secret";
        var exchange = new SimulatedExchange(
            new ExchangeSettings { Start = Timestamp.From(DateTimeOffset.UtcNow) },
            new MarketGenerator(new GeneratorSettings { Seed = 5 }));
        AccountId account = exchange.OpenAccount(DemoPortfolio.Build(exchange, "guarded"));
        await using Server server = new(
            new ExchangeServerOptions
            {
                Address = IPAddress.Loopback,
                Credentials = [new ApiCredential(Key, Secret, account) { HasDisconnectGuard = true }],
            },
            exchange);
        await server.StartAsync();
        using var venue = new VenueWitness(server.BaseAddress, Key, Secret);
        using (AgentProcess agent = RunningExchange.StartAgent(server.BaseAddress, Key, Secret, "run", "--data", Data))
        {
            await LongRuns.UntilAsync(
                async () => (await venue.OpenOrdersAsync()).Count > 0, "an order rests", Patience,
                () => agent.Output);
            Assert.Contains("Bybit dead-man's switch: armed for DERIVATIVES", agent.Output, StringComparison.Ordinal);
            agent.Kill();
            await agent.EndsAsync();
        }
        await venue.RestFarAsync();
        Assert.Contains(await venue.OpenOrdersAsync(), IsFar);
        await LongRuns.UntilAsync(
            async () => (await venue.OpenOrdersAsync()).Count == 0, "the switch fired", Patience);
        IEnumerable<JsonElement> ended = await venue.NewestAsync(
            "/v5/order/history", "category=linear&symbol=BTCUSDT&orderLinkId=far");
        Assert.Equal("CancelByDCP", VenueWitness.Text(Assert.Single(ended, IsFar), "cancelType"));
        await server.StopAsync();
        Assert.True(server.FailureCount == 0, server.LastFailure?.ToString());

        static bool IsFar(JsonElement row) => VenueWitness.Text(row, "orderLinkId") == "far";
    }
}
