using TradingAgent.Host.Configuration;
using Xunit;

namespace TradingAgent.UnitTests.Host.Configuration;

public sealed class ConfigurationSecretsTests
{
    [Fact]
    public void Keys_that_a_run_would_miss_are_all_named()
    {
        AgentOptions options = ConfigurationText.Read("""
            {
              "Environment": "Testnet",
              "Venues": {
                "Enabled": ["bybit", "binance-futures"],
                "Bybit": { "ApiKeyVariable": "KEY", "ApiSecretVariable": "SECRET" },
                "Binance": { "ApiKeyVariable": "OTHER_KEY", "ApiSecretFile": "/nowhere/secret" }
              },
              "Alerts": { "WebhookVariable": "HOOK" }
            }
            """);
        var variables = new Dictionary<string, string> { ["KEY"] = "k" };
        var error = Assert.Throws<ConfigurationException>(
            () => ConfigurationSecrets.Require(new AgentConfiguration(options, "test", 0, variables)));
        Assert.Equal(
            [
                "Venues.Bybit.ApiSecretVariable", "Venues.Binance.ApiKeyVariable", "Venues.Binance.ApiSecretFile",
                "Alerts.WebhookVariable",
            ],
            error.Errors.Select(e => e.Path));
        ConfigurationSecrets.Require(new AgentConfiguration(new AgentOptions(), "demo", 0, variables));
    }

    [Theory]
    [InlineData("bybit:ETHUSDT", false)]
    [InlineData("ETHUSDT", false)]
    [InlineData("bybit:ETH*", true)]
    [InlineData("bybit:BTCUSDT", true)]
    [InlineData("*", true)]
    public void What_may_be_traded_is_of_an_underlying(string pattern, bool mayFit)
    {
        IReadOnlyList<string> errors = ConfigurationText.Errors(
            $$"""{ "Scope": { "Underlyings": ["BTC"], "Tradable": ["{{pattern}}"] } }""");
        string refusal = $"Scope.Tradable: names {pattern}, which is of no coin";
        Assert.Equal(mayFit, !errors.Any(error => error.StartsWith(refusal, StringComparison.Ordinal)));
    }

    [Fact]
    public void Reducing_alone_never_comes_before_resting_alone() =>
        Assert.Contains(
            "Limits.PassiveShare: is 0.6, more than Limits.ReduceOnlyShare (0.5)",
            Assert.Single(ConfigurationText.Errors("""{ "Limits": { "ReduceOnlyShare": 0.5 } }""")));
}
