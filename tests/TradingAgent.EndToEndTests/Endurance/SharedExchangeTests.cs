using System.Globalization;
using System.Net;
using System.Text.Json;
using TradingAgent.EndToEndTests.ForeignClients;
using TradingAgent.Exchange;
using TradingAgent.Exchange.Accounts;
using TradingAgent.Exchange.Listings;
using TradingAgent.Exchange.MarketSources.Generated;
using TradingAgent.ExchangeServer;
using Xunit;
using Server = TradingAgent.ExchangeServer.ExchangeServer;

namespace TradingAgent.EndToEndTests.Endurance;

/// <summary>The agent and two clients that nobody here wrote trade on one exchange, each on its own account.</summary>
[Collection(AgainstTheClock.Name)]
public sealed class SharedExchangeTests : IDisposable
{
    private const string Secret = "shared-secret";

    private static readonly string[] Scripts = ["ccxt-trader.mjs", "bybit-api-trader.mjs"];
    private static readonly CurrencyId[] Coins = [CurrencyId.Usdt, CurrencyId.Usdc, CurrencyId.Btc, CurrencyId.Eth];

    private readonly string _folder = Directory.CreateTempSubdirectory("trading-agent-").FullName;
    private readonly Dictionary<string, AccountId> _accounts = new(StringComparer.Ordinal);
    private readonly Dictionary<CurrencyId, decimal> _paidIn = [];

    private string Data => Path.Combine(_folder, "data");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Three_traders_and_the_exchange_agree_to_the_last_digit()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "signals are sent with kill");
        string? reason = await NodePackages.ReasonToSkipAsync();
        Assert.SkipWhen(reason is not null, reason ?? "");
        string seconds = LongRuns.AreWanted ? "30" : "4";
        var exchange = new SimulatedExchange(
            new ExchangeSettings { Start = Timestamp.From(DateTimeOffset.UtcNow) },
            new MarketGenerator(new GeneratorSettings { Seed = 11 }));
        Open(exchange, DemoPortfolio.Build(exchange, "agent"));
        foreach (string script in Scripts) Open(exchange, DemoPortfolio.Flat(script));
        await using var server = new Server(
            new ExchangeServerOptions
            {
                Address = IPAddress.Loopback,
                Credentials = [.. _accounts.Select(a => new ApiCredential(a.Key, Secret, a.Value))],
            },
            exchange);
        await server.StartAsync();

        using AgentProcess agent = RunningExchange.StartAgent(
            server.BaseAddress, "agent", Secret, "run", "--data", Data);
        await agent.SaysAsync("Resting ");
        (int Code, string Output)[] ended = await Task.WhenAll(Scripts.Select((script, index) =>
            NodePackages.RunScriptAsync(
                script, server.BaseAddress.ToString().TrimEnd('/'), script, Secret, seconds, $"{index + 1}")));
        agent.Terminate();
        Assert.True(await agent.EndsAsync() == 0, agent.Output);

        for (int i = 0; i < Scripts.Length; i++)
        {
            Assert.True(ended[i].Code == 0, Scripts[i] + "\n" + ended[i].Output);
            await CompareAsync(server, Scripts[i], ended[i].Output);
        }
        AgentBooks books = AgentBooks.Read(Data);
        using var witness = new VenueWitness(server.BaseAddress, "agent", Secret);
        Assert.Equal(await witness.PositionsAsync(), books.Positions);
        Assert.Equal(await witness.WalletAsync(), books.Wallet);
        Assert.Equal(books.Wallet, books.Reckoned);
        LongRuns.Say($"agent: {books.Fills} fills, USDT {books.Wallet["USDT"]}");
        await server.StopAsync();
        Assert.True(server.FailureCount == 0, server.LastFailure?.ToString());
        CheckConservation(exchange);
        using AgentProcess verify = AgentProcess.Start("verify", Data);
        Assert.True(await verify.EndsAsync() == 0, verify.Output);
        LongRuns.Say(verify.Output);
    }

    private void Open(SimulatedExchange exchange, AccountSettings settings)
    {
        _accounts[settings.Name] = exchange.OpenAccount(settings);
        foreach (Money money in settings.Balances)
            _paidIn[money.Currency] = _paidIn.GetValueOrDefault(money.Currency) + money.Amount;
    }

    /// <summary>What a client says it owns against what the exchange says when asked here.</summary>
    private static async Task CompareAsync(Server server, string account, string output)
    {
        string end = output.Split('\n').Single(line => line.StartsWith("END ", StringComparison.Ordinal))[4..];
        LongRuns.Say($"{account}: {end}");
        using JsonDocument document = JsonDocument.Parse(end);
        using var witness = new VenueWitness(server.BaseAddress, account, Secret);
        Assert.Equal(await witness.PositionsAsync(), Read(document.RootElement.GetProperty("positions")));
        decimal usdt = Read(document.RootElement.GetProperty("wallet"))["USDT"];
        Assert.Equal((await witness.WalletAsync())["USDT"], usdt);
        Assert.True(document.RootElement.GetProperty("fills").GetInt32() > 10, end);
        Assert.Empty((await witness.OpenOrdersAsync()).Select(order => order.GetRawText()));
    }

    private static SortedDictionary<string, decimal> Read(JsonElement map)
    {
        var read = new SortedDictionary<string, decimal>(StringComparer.Ordinal);
        foreach (JsonProperty row in map.EnumerateObject())
            read[row.Name] = decimal.Parse(row.Value.GetString()!, CultureInfo.InvariantCulture);
        return read;
    }

    /// <summary>
    /// With the market's own account positions sum to zero, and cash less what open futures cost is what was paid in
    /// less the fees.
    /// </summary>
    private void CheckConservation(SimulatedExchange exchange)
    {
        AccountId[] all = [.. _accounts.Values, AccountId.Market];
        var net = new Dictionary<string, long>(StringComparer.Ordinal);
        var cost = new Dictionary<CurrencyId, decimal>();
        foreach (PositionSnapshot position in all.SelectMany(exchange.Positions))
        {
            ListedInstrument listed = exchange.Find(position.Instrument)!;
            net[listed.Symbol] = net.GetValueOrDefault(listed.Symbol) + position.Quantity.Raw;
            if (listed.Terms.IsOption) continue;
            int sign = position.Quantity.Raw > 0 != listed.Terms.IsInverse ? 1 : -1;
            CurrencyId coin = listed.Terms.SettleCoin;
            cost[coin] = cost.GetValueOrDefault(coin) + (sign * position.EntryValue);
        }
        Assert.All(net, instrument => Assert.Equal(0, instrument.Value));
        foreach (CurrencyId coin in Coins)
        {
            decimal cash = all.Sum(account => exchange.Balance(account, coin)) - cost.GetValueOrDefault(coin);
            LongRuns.Say($"{coin}: paid in {_paidIn[coin]}, left {cash}, fees {exchange.FeesCollected(coin)}");
            Assert.Equal(_paidIn[coin] - exchange.FeesCollected(coin), cash);
        }
    }
}
