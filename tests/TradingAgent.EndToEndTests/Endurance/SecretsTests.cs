using System.IO.Compression;
using System.Text;
using Xunit;

namespace TradingAgent.EndToEndTests.Endurance;

/// <summary>Planted secrets are looked for in everything the agent writes or says, in good times and bad.</summary>
[Collection(AgainstTheClock.Name)]
public sealed class SecretsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ta-").FullName;

    private string Data => Path.Combine(_folder, "data");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task No_output_holds_a_secret()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "signals are sent with kill");
        using RunningExchange exchange = await RunningExchange.StartAsync("--seed", "4");
        var said = new StringBuilder();
        Environment.SetEnvironmentVariable("TRADINGAGENT__Logging__Level", "Verbose");
        Environment.SetEnvironmentVariable("TRADINGAGENT__Logging__File", Path.Combine(_folder, "agent.log"));
        Environment.SetEnvironmentVariable("TRADINGAGENT__Alerts__WebhookVariable", "PLANTED_WEBHOOK");
        Environment.SetEnvironmentVariable("PLANTED_WEBHOOK", "http://127.0.0.1:9/planted-webhook-token");
        try
        {
            using AgentProcess agent = exchange.StartAgent(
                "run", "--data", Data, "--report", Path.Combine(_folder, "report.json"));
            await agent.SaysAsync("first fill");
            foreach (string verb in new[] { "status", "limits", "halt" })
            {
                using AgentProcess asked = exchange.StartAgent(verb, "--data", Data, "--json");
                await asked.EndsAsync();
                said.Append(asked.Output);
            }
            agent.Terminate();
            Assert.True(await agent.EndsAsync() == 0, agent.Output);
            said.Append(agent.Output);
            using AgentProcess wrong = RunningExchange.StartAgent(
                exchange.Address, "planted-wrong-key", "planted-wrong-secret", "check");
            await wrong.EndsAsync();
            said.Append(wrong.Output);
            foreach (string[] words in new[] { new[] { "config" }, ["replay", Data], ["verify", Data] })
            {
                using AgentProcess asked = exchange.StartAgent(words);
                await asked.EndsAsync();
                said.Append(asked.Output);
            }
        }
        finally
        {
            foreach (string name in new[] { "Logging__Level", "Logging__File", "Alerts__WebhookVariable" })
                Environment.SetEnvironmentVariable("TRADINGAGENT__" + name, null);
            Environment.SetEnvironmentVariable("PLANTED_WEBHOOK", null);
        }
        File.WriteAllText(Path.Combine(_folder, "said.txt"), said.ToString());
        string[] files = Directory.GetFiles(_folder, "*", SearchOption.AllDirectories);
        Assert.Contains(files, f => f.EndsWith(".journal", StringComparison.Ordinal));
        Assert.Contains(files, f => Path.GetFileName(f).StartsWith("agent", StringComparison.Ordinal));
        Assert.True(Holds(Encoding.UTF8.GetBytes("...endurance-secret..."), "endurance-secret"), "the search is blind");
        foreach (string file in files)
            foreach (string secret in Planted) Assert.False(Holds(Read(file), secret), $"{file} holds «{secret}»");
    }

    private static string[] Planted { get; } =
    [
        "endurance-secret", "endurance-key", "planted-wrong-secret", "planted-wrong-key", "planted-webhook-token",
    ];

    private static byte[] Read(string file)
    {
        byte[] bytes = File.ReadAllBytes(file);
        if (!file.EndsWith(".gz", StringComparison.Ordinal)) return bytes;
        using var inflated = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
        using var whole = new MemoryStream();
        inflated.CopyTo(whole);
        return whole.ToArray();
    }

    /// <summary>As it is, as UTF-16, and in base64 at each of its three places.</summary>
    private static bool Holds(byte[] bytes, string secret)
    {
        List<byte[]> forms = [Encoding.UTF8.GetBytes(secret), Encoding.Unicode.GetBytes(secret)];
        for (int shift = 0; shift < 3; shift++)
        {
            string shifted = Convert.ToBase64String([.. new byte[shift], .. Encoding.UTF8.GetBytes(secret)]);
            forms.Add(Encoding.ASCII.GetBytes(shifted[4..^4]));
        }
        return forms.Any(form => bytes.AsSpan().IndexOf(form) >= 0);
    }
}
