using System.Diagnostics;
using System.Text.Json;
using Xunit;

namespace TradingAgent.EndToEndTests;

/// <summary>The demo as a user meets it: real processes, real sockets, a real data folder.</summary>
[Collection(AgainstTheClock.Name)]
public sealed class DemoRunTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("trading-agent-").FullName;

    private string Data => Path.Combine(_folder, "data");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("park")]
    [InlineData("spin")]
    public async Task A_short_demo_trades_reports_and_verifies(string wait)
    {
        string file = Path.Combine(_folder, "report.json");
        using AgentProcess agent = AgentProcess.Start(
            new Dictionary<string, string> { ["TRADINGAGENT__Runtime__Wait"] = wait },
            "run", "--for", "8s", "--seed", "1", "--data", Data, "--report", file);
        Assert.True(await agent.EndsAsync() == 0, agent.Output);
        foreach (string word in new[] { "Exchange local", "Connect ", "Adopted ", "Greeks ", "Resting ", "Filled " })
            Assert.Contains(word, agent.Output, StringComparison.Ordinal);

        using JsonDocument document = JsonDocument.Parse(await File.ReadAllTextAsync(file));
        JsonElement report = document.RootElement;
        Assert.True(report.GetProperty("greeksUpdates").GetInt64() > 0);
        Assert.True(report.GetProperty("fills").GetInt64() > 0);
        Assert.Equal(0, report.GetProperty("unknownAtEnd").GetInt32());
        Assert.Equal(0, report.GetProperty("limitBreaches").GetInt64());
        Assert.True(report.GetProperty("positionsCompared").GetInt32() > 10);
        Assert.True(report.GetProperty("positionsMatchVenue").GetBoolean());

        foreach (string coin in new[] { "BTC", "ETH" })
        {
            JsonElement[] policies =
                [.. report.GetProperty("underlyings").GetProperty(coin).GetProperty("policies").EnumerateArray()];
            Assert.Equal(
                ["volatility-target", "mean-reversion", "drawdown-control", "delta-band", "vega-tolerance"],
                policies.Select(policy => policy.GetProperty("policy").GetString()));
            Assert.All(policies, policy => Assert.True(policy.GetProperty("decisions").GetInt64() > 0));
        }

        using AgentProcess verify = AgentProcess.Start("verify", Data);
        Assert.True(await verify.EndsAsync() == 0, verify.Output);
        Assert.Contains("0 differences", verify.Output, StringComparison.Ordinal);
        Assert.Contains(report.GetProperty("stateHash").GetString()!, verify.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_term_signal_ends_a_trading_agent_in_good_order_within_five_seconds()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "signals are sent with kill");
        using AgentProcess agent = AgentProcess.Start("run", "--data", Data);
        await agent.SaysAsync("Resting ");
        long began = Stopwatch.GetTimestamp();
        agent.Terminate();
        Assert.True(await agent.EndsAsync() == 0, agent.Output);
        Assert.True(Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(5), agent.Output);
        Assert.True(File.Exists(Path.Combine(Data, "session-report.json")));
    }

    [Fact]
    public async Task A_wrong_configuration_ends_with_two_and_lists_every_error()
    {
        string file = Path.Combine(_folder, "wrong.json");
        await File.WriteAllTextAsync(
            file, """{ "Enviroment": "Demo", "Scaling": { "BandDelta": -1 }, "Limits": { "OnHalt": "panic" } }""");
        using AgentProcess agent = AgentProcess.Start("run", "--config", file, "--data", Data);
        Assert.Equal(2, await agent.EndsAsync());
        foreach (string path in new[] { "Enviroment", "Scaling.BandDelta", "Limits.OnHalt" })
            Assert.Contains(path + ": ", agent.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Data));
    }

    [Fact]
    public async Task The_exchange_alone_says_when_it_is_ready_and_stops_on_a_signal()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "signals are sent with kill");
        using AgentProcess exchange = AgentProcess.Start("exchange", "--listen", "127.0.0.1:0");
        await exchange.SaysAsync("order entry     ws://127.0.0.1:");
        exchange.Terminate();
        Assert.True(await exchange.EndsAsync() == 0, exchange.Output);
    }
}
