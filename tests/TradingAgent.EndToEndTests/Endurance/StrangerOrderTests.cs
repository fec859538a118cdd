using System.Text.Json;
using Xunit;

namespace TradingAgent.EndToEndTests.Endurance;

/// <summary>Somebody else's order on the account: told and left alone, or gone before the agent trades.</summary>
[Collection(AgainstTheClock.Name)]
public sealed class StrangerOrderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ta-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("leave", 1)]
    [InlineData("cancel", 0)]
    public async Task It_is_left_alone_or_cancelled_as_configured(string setting, int left)
    {
        using RunningExchange exchange = await RunningExchange.StartAsync("--seed", "5");
        await exchange.Witness.RestFarAsync();
        var own = new Dictionary<string, string> { ["TRADINGAGENT__Scope__StrangerOrders"] = setting };
        using AgentProcess agent = exchange.StartAgentAt(
            exchange.Address, own, "run", "--data", Path.Combine(_folder, "data"));
        await agent.SaysAsync("Trading enabled");
        await agent.SaysAsync("Resting  first passive order");
        await agent.SaysAsync(left == 1 ? "StrangerOrder at" : "strangers' orders are cancelled too");
        List<JsonElement> open = await exchange.Witness.OpenOrdersAsync();
        Assert.Equal(left, open.Count(order => VenueWitness.Text(order, "orderLinkId") == "far"));
        Assert.Equal(left == 1, agent.Output.Contains("StrangerOrder at", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("leave", 1)]
    [InlineData("cancel", 0)]
    public async Task A_sentinel_that_fires_leaves_it_alone_or_cancels_it_as_configured(string setting, int left)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "signals are sent with kill");
        using RunningExchange exchange = await RunningExchange.StartAsync("--seed", "5");
        string data = Path.Combine(_folder, "data");
        var own = new Dictionary<string, string> { ["TRADINGAGENT__Scope__StrangerOrders"] = setting };
        using AgentProcess sentinel = exchange.StartAgentAt(
            exchange.Address, own, "sentinel", "--data", data, "--silence", "2s");
        await sentinel.SaysAsync("Sentinel watches");
        using (AgentProcess agent = exchange.StartAgentAt(exchange.Address, own, "run", "--data", data))
        {
            await sentinel.SaysAsync("Trading at event");
            await agent.SaysAsync("Resting  first passive order");
            // It comes while the agent trades, which cancels strangers' orders only at its start.
            await exchange.Witness.RestFarAsync();
            agent.Kill();
            await agent.EndsAsync();
        }
        await sentinel.SaysAsync("Sentinel is done: 0 orders");
        List<JsonElement> open = await exchange.Witness.OpenOrdersAsync();
        Assert.Equal(left, open.Count(order => VenueWitness.Text(order, "orderLinkId") == "far"));
        Assert.Equal(left, open.Count);
    }
}
