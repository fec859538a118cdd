using System.Text.Json;
using TradingAgent.Engine.Scaling.Policies;
using TradingAgent.Host.Verbs;
using Xunit;

namespace TradingAgent.UnitTests.Host.Verbs;

/// <summary><c>simulate</c> as a user calls it, on the files that are shipped.</summary>
public sealed class SimulateVerbTests : IDisposable
{
    /// <summary>Every placement and amend of two days of the shipped composition, seed 1.</summary>
    private const string RecordedOrders = "f74e109a43bafbb8";

    /// <summary>What every policy of it said, counted and weighed: the report without the engine's state.</summary>
    private const string RecordedDecisions = "1025c2088d727641";

    private static readonly string Examples = Path.Combine(Tidy.RepositoryFolder.Path, "config", "policies");
    private readonly string _folder = Directory.CreateTempSubdirectory("trading-agent-").FullName;
    private readonly RecordingConsole _console = new();

    public static TheoryData<string> Policies { get; } = [.. PolicyList.All.Select(policy => policy.Name)];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Every_policy_has_an_example_and_every_example_a_policy() => Assert.Equal(
        PolicyList.All.Select(policy => policy.Name).Order(StringComparer.Ordinal),
        Directory.GetFiles(Examples).Select(file => Path.GetFileNameWithoutExtension(file))
            .Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Policies))]
    public async Task Every_example_runs_on_the_engine_and_its_policy_has_its_inputs_and_its_say(string policy)
    {
        JsonElement report = await RunAsync(
            "--days", "2", "--seed", "3", "--policies", Path.Combine(Examples, policy + ".json"));
        Assert.Empty(report.GetProperty("differences").EnumerateArray());
        Assert.All(report.GetProperty("verdicts").EnumerateArray(), one => Assert.True(
            one.GetProperty("holds").GetBoolean(), one.GetProperty("finding").GetString()));
        foreach (string coin in new[] { "BTC", "ETH" })
        {
            JsonElement said = report.GetProperty("underlyings").GetProperty(coin).GetProperty("policies")
                .EnumerateArray().Single(one => one.GetProperty("policy").GetString() == policy);
            Assert.True(said.GetProperty("decisions").GetInt64() > 10_000, said.GetRawText());
            Assert.Equal(JsonValueKind.Null, said.GetProperty("lastMissing").ValueKind);
            // Estimates fill in the first hours; a market shows everything else from the first minutes on.
            Assert.True(
                said.GetProperty("missingCount").GetInt64() < 0.2 * said.GetProperty("decisions").GetInt64(),
                said.GetRawText());
        }
    }

    [Fact]
    public async Task A_cap_that_is_broken_ends_with_one_and_says_so()
    {
        string file = Path.Combine(_folder, "tight.json");
        File.WriteAllText(file, """[ { "Policy": "scenario-loss", "LossMax": 100, "LossShare": 0 } ]""");
        Assert.Equal(ExitCode.CheckFailed, await CommandLine.RunAsync(
            VerbList.All, ["simulate", "--days", "0.2", "--seed", "1", "--policies", file], _console));
        Assert.Contains("FAILS: The worst scenario loss", Assert.Single(_console.Complaints));
    }

    /// <summary>
    /// The whole of the agent's deciding, from prices to orders, in two numbers that are the same on every machine and
    /// in every build: a change that was not meant to decide anything differently does not move them.
    /// </summary>
    [Fact]
    public async Task The_shipped_composition_decides_as_it_did_when_this_was_recorded()
    {
        JsonElement report = await RunAsync("--days", "2", "--seed", "1");
        string orders = report.GetProperty("ordersHash").GetString()!;
        string decisions = Digest(report.GetProperty("underlyings").GetRawText());
        Assert.True(
            (orders, decisions) == (RecordedOrders, RecordedDecisions),
            $"""
            The shipped composition (config/agent.json with config/agent.demo.json) decides differently from what is
            recorded. If that is meant, say in the commit what it does otherwise and why, and put into
            {nameof(SimulateVerbTests)}.cs:
                RecordedOrders = "{orders}"
                RecordedDecisions = "{decisions}"
            If it is not, something that is not an input has found its way into a decision, or a formula has changed.
            """);
    }

    private static string Digest(string text) => Convert.ToHexStringLower(
        System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)))[..16];

    private async Task<JsonElement> RunAsync(params string[] options)
    {
        string file = Path.Combine(_folder, "report.json");
        int code = await CommandLine.RunAsync(VerbList.All, ["simulate", .. options, "--report", file], _console);
        Assert.True(code == ExitCode.Ok, string.Join('\n', _console.Complaints));
        using JsonDocument document = JsonDocument.Parse(await File.ReadAllTextAsync(file));
        return document.RootElement.Clone();
    }
}
