using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text;
using TradingAgent.Exchange;
using TradingAgent.Exchange.Accounts;
using TradingAgent.Exchange.MarketSources.Generated;
using TradingAgent.ExchangeServer;
using Xunit;
using Server = TradingAgent.ExchangeServer.ExchangeServer;

namespace TradingAgent.EndToEndTests.Endurance;

/// <summary>Planted secrets are looked for in everything the agent writes or says, in good times and bad.</summary>
[Collection(AgainstTheClock.Name)]
public sealed class SecretsTests : IDisposable
{
    private const string Key = "planted-api-key";
    private const string Secret = "planted-api-secret";

    /// <summary>Whom the venue says the key belongs to.</summary>
    private const long UserId = 7_305_518_662_048_123;

    private readonly string _folder = Directory.CreateTempSubdirectory("ta-").FullName;
    private readonly StringBuilder _said = new();

    private string Data => Path.Combine(_folder, "data");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("bybit")]
    [InlineData("binance")]
    public async Task No_output_holds_a_secret(string venue)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "signals are sent with kill");
        await using Server server = Serve();
        await server.StartAsync();
        Dictionary<string, string> settings = Settings(server.BaseAddress, Key, Secret, venue == "binance");
        using (AgentProcess sentinel = AgentProcess.Start(
            Logging(settings, "sentinel.log"), "sentinel", "--data", Data, "--silence", "2s", "--flatten"))
        {
            await sentinel.SaysAsync("Sentinel watches");
            await TradeAsync(settings);
            await sentinel.SaysAsync("Stopped at event");
            using (AgentProcess doomed = AgentProcess.Start(
                Logging(settings, "agent-later.log"), "run", "--data", Data))
            {
                await doomed.SaysAsync("Trading enabled");
                doomed.Kill();
                await doomed.EndsAsync();
                _said.Append(doomed.Output);
            }
            await sentinel.SaysAsync("Sentinel is done");
            sentinel.Terminate();
            Assert.True(await sentinel.EndsAsync() == 0, sentinel.Output);
            _said.Append(sentinel.Output);
        }
        foreach (string[] words in new[] { new[] { "config" }, ["replay", Data], ["verify", Data], ["check"] })
            await AskAsync(settings, words);
        await AskAsync(settings, "explain", "--last", "--data", Data);
        await AskAsync(
            Settings(server.BaseAddress, "planted-wrong-key", "planted-wrong-secret", venue == "binance"), "check");
        Search();
    }

    private async Task TradeAsync(Dictionary<string, string> settings)
    {
        using var page = new MetricsPage();
        Dictionary<string, string> own = Logging(settings, "agent.log");
        own[page.Setting.Key] = page.Setting.Value;
        using AgentProcess agent = AgentProcess.Start(
            own, "run", "--data", Data, "--report", Path.Combine(_folder, "report.json"));
        await agent.SaysAsync("first fill");
        _said.Append(await page.ReadAllAsync());
        await AskAsync(settings, "explain", "--last", "--data", Data);
        await AskAsync(settings, "watch", "--data", Data, "--for", "1s");
        foreach (string verb in new[] { "status", "limits", "halt" })
            await AskAsync(settings, verb, "--data", Data, "--json");
        agent.Terminate();
        Assert.True(await agent.EndsAsync() == 0, agent.Output);
        _said.Append(agent.Output);
    }

    private async Task AskAsync(Dictionary<string, string> settings, params string[] words)
    {
        using AgentProcess asked = AgentProcess.Start(settings, words);
        await asked.EndsAsync();
        Assert.NotEmpty(asked.Output);
        _said.Append(asked.Output);
    }

    private void Search()
    {
        File.WriteAllText(Path.Combine(_folder, "said.txt"), _said.ToString());
        string[] files = Directory.GetFiles(_folder, "*", SearchOption.AllDirectories);
        Assert.Contains(files, f => f.EndsWith(".journal", StringComparison.Ordinal));
        foreach (string log in new[] { "sentinel", "agent", "agent-later" })
            Assert.Contains(files, f => Path.GetFileName(f).StartsWith(log, StringComparison.Ordinal));
        foreach (string word in new[] { "Sentinel FIRES", "trading_agent_mode", "Start " })
            Assert.Contains(word, _said.ToString(), StringComparison.Ordinal);
        Assert.True(Holds(Encoding.UTF8.GetBytes($"...{Secret}..."), Secret), "the search is blind");
        Assert.True(HoldsUser([1, 2, 3, .. BitConverter.GetBytes(UserId)]), "the search is blind");
        foreach (string file in files)
        {
            byte[] bytes = Read(file);
            foreach (string secret in Planted) Assert.False(Holds(bytes, secret), $"{file} holds «{secret}»");
            Assert.False(HoldsUser(bytes), $"{file} holds the account's number");
        }
    }

    private static string[] Planted { get; } =
        [Secret, Key, "planted-wrong-secret", "planted-wrong-key", "planted-webhook-token"];

    private Dictionary<string, string> Settings(Uri address, string key, string secret, bool isBinance)
    {
        var settings = new Dictionary<string, string>(RunningExchange.Variables(address, key, secret))
        {
            ["TRADINGAGENT__Venues__Binance__WalletRest"] = $"http://{address.Authority}",
            ["TRADINGAGENT__Logging__Level"] = "Verbose",
            ["TRADINGAGENT__Alerts__WebhookVariable"] = "PLANTED_WEBHOOK",
            ["PLANTED_WEBHOOK"] = "http://127.0.0.1:9/planted-webhook-token",
        };
        if (isBinance)
            foreach ((string name, string value) in RunningExchange.OnBinance) settings[name] = value;
        return settings;
    }

    /// <summary>Two processes cannot write one file.</summary>
    private Dictionary<string, string> Logging(Dictionary<string, string> settings, string file) =>
        new(settings) { ["TRADINGAGENT__Logging__File"] = Path.Combine(_folder, file) };

    private static Server Serve()
    {
        var exchange = new SimulatedExchange(
            new ExchangeSettings { Start = Timestamp.From(DateTimeOffset.UtcNow) },
            new MarketGenerator(new GeneratorSettings { Seed = 4 }));
        AccountSettings book = DemoPortfolio.Build(exchange, "book");
        AccountId bybit = exchange.OpenAccount(book);
        AccountId futures = Open("futures", isOption: false);
        AccountId options = Open("options", isOption: true);
        return new Server(
            new ExchangeServerOptions
            {
                Address = IPAddress.Loopback,
                Credentials = [new ApiCredential(Key, Secret, bybit) { UserId = UserId }],
                Binance = new BinanceFrontOptions
                {
                    Credentials = [new BinanceCredential(Key, Secret, futures, options)],
                },
            },
            exchange);

        AccountId Open(string name, bool isOption) => exchange.OpenAccount(new AccountSettings
        {
            Name = name,
            Balances = [new Money(20_000_000m, CurrencyId.Usdt)],
            Positions =
            [
                .. book.Positions.Where(p => exchange.Find(p.Instrument) is { } listed
                    && listed.Terms.IsOption == isOption && listed.Terms.SettleCoin == CurrencyId.Usdt),
            ],
            RefusesOutsideBand = true,
            FreesClientIds = true,
        });
    }

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

    /// <summary>As text, or as the number that a journal would write.</summary>
    private static bool HoldsUser(byte[] bytes) =>
        Holds(bytes, UserId.ToString(CultureInfo.InvariantCulture))
        || bytes.AsSpan().IndexOf(BitConverter.GetBytes(UserId)) >= 0;
}
