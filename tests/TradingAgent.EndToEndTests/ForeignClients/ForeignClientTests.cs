using System.Net;
using TradingAgent.Exchange;
using TradingAgent.Exchange.Accounts;
using TradingAgent.Exchange.MarketSources.Generated;
using TradingAgent.ExchangeServer;
using Xunit;
using Server = TradingAgent.ExchangeServer.ExchangeServer;

namespace TradingAgent.EndToEndTests.ForeignClients;

/// <summary>Clients that nobody here wrote trade on the exchange, unmodified but for its address.</summary>
[Collection(AgainstTheClock.Name)]
public sealed class ForeignClientTests
{
    private const string Key = "foreign-key";
    private const string Secret = "foreign-secret";

    [Theory]
    [InlineData("ccxt.mjs", 21)]
    [InlineData("bybit-api.mjs", 12)]
    [InlineData("ccxt-binance.mjs", 17)]
    [InlineData("ccxt-binance-options.mjs", 9)]
    [InlineData("binance.mjs", 11)]
    public async Task A_foreign_client_reads_trades_and_is_told_everything(string script, int steps)
    {
        string? reason = await NodePackages.ReasonToSkipAsync();
        Assert.SkipWhen(reason is not null, reason ?? "");
        await using Server server = await OpenAsync();
        (int code, string output) = await NodePackages.RunScriptAsync(
            script, server.BaseAddress.ToString().TrimEnd('/'), Key, Secret);
        Assert.True(code == 0, output);
        int passed = output.Split('\n').Count(line => line.StartsWith("ok ", StringComparison.Ordinal));
        Assert.True(passed >= steps, output);
        Assert.True(server.FailureCount == 0, server.LastFailure?.ToString());
    }

    private static async Task<Server> OpenAsync()
    {
        var market = new MarketGenerator(new GeneratorSettings { Seed = 7 });
        var settings = new ExchangeSettings { Start = Timestamp.From(DateTimeOffset.UtcNow) };
        var exchange = new SimulatedExchange(settings, market);
        var start = new AccountSettings
        {
            Name = "foreign",
            Balances = [new Money(1_000_000m, CurrencyId.Usdt), new Money(5m, CurrencyId.Btc)],
        };
        AccountId account = exchange.OpenAccount(start);
        AccountSettings binance = start with { RefusesOutsideBand = true, FreesClientIds = true };
        AccountId futures = exchange.OpenAccount(binance);
        AccountId options = exchange.OpenAccount(binance);
        var server = new Server(
            new ExchangeServerOptions
            {
                Address = IPAddress.Loopback,
                Credentials = [new ApiCredential(Key, Secret, account)],
                Binance = new BinanceFrontOptions
                {
                    Credentials = [new BinanceCredential(Key, Secret, futures, options)],
                },
            },
            exchange);
        await server.StartAsync();
        return server;
    }
}
