using TradingAgent.Host.Composition;
using TradingAgent.Host.Configuration;
using Xunit;

namespace TradingAgent.UnitTests.Host.Configuration;

/// <summary>
/// HyperLiquid by configuration: reached in a build that has it, refused in one that has not, and traded only where
/// taking alone is meant.
/// </summary>
public sealed class HyperLiquidConfigurationTests
{
    private const string NotBuilt = "Venues.Enabled: has hyperliquid, which needs a build with it: ";
    private const string Keys = """ "ApiKeyVariable": "KEY", "ApiSecretVariable": "SECRET" """;
    private const string Account = "0x00000000000000000000000000000000000000a1";
    private const string Wallet = "00000000000000000000000000000000000000000000000000000000000000b2";

    private const string Taking = """
        "Execution": { "PassiveFor": 0, "ImproveFor": "0s", "RequoteIntervalMin": 0, "TakeAtBands": 1 },
        "Scaling": { "BandTolerance": 1 }
        """;

    [Fact]
    public void A_build_without_it_refuses_it_and_says_how_to_get_it_beside_what_else_is_wrong()
    {
        Assert.SkipWhen(VenueClients.HasHyperLiquid, "This build has it.");
        IReadOnlyList<string> errors = ConfigurationText.Errors(
            """{ "Environment": "Testnet", "Venues": { "Enabled": ["hyperliquid"] } }""");
        Assert.StartsWith(NotBuilt, errors[0], StringComparison.Ordinal);
        Assert.Contains("-p:WithCryptoExchangeNet=true -p:WithHyperLiquid=true", errors[0], StringComparison.Ordinal);
        Assert.Contains("WITH_HYPERLIQUID=true", errors[0], StringComparison.Ordinal);
        Assert.Equal(
            ["Venues.HyperLiquid.ApiKeyVariable", "Venues.HyperLiquid.ApiSecretVariable"],
            errors.Skip(1).Select(error => error.Split(':')[0]));
    }

    [Fact]
    public void A_build_without_it_takes_its_section_when_it_is_not_enabled() =>
        Assert.Empty(ConfigurationText.Errors($$"""{ "Venues": { "HyperLiquid": { {{Keys}} } } }"""));

    [Theory]
    [InlineData("Testnet", "")]
    [InlineData("Testnet", """ "Rest": "http://127.0.0.1:1", "Stream": "ws://127.0.0.1:1", """)]
    [InlineData("Demo", """ "Rest": "http://127.0.0.1:1", "Stream": "ws://127.0.0.1:1", """)]
    public void Watching_it_needs_a_key_and_no_more(string environment, string addresses) =>
        Assert.Empty(Errors(environment, addresses + Keys));

    [Theory]
    [InlineData("Testnet", "", "ApiKeyVariable", "or ApiKeyFile must be given")]
    [InlineData("Testnet", Keys + """, "ApiSecretFile": "f" """, "ApiSecretVariable", "and not both")]
    [InlineData("Testnet", Keys + """, "Rest": "https://api.hyperliquid.xyz" """, "Rest", "real money")]
    [InlineData("Testnet", Keys + """, "Stream": "wss://api.hyperliquid.xyz" """, "Stream", "real money")]
    [InlineData("Testnet", Keys + """, "Rest": "http://elsewhere" """, "Rest", "without TLS")]
    [InlineData("Testnet", Keys + """, "Stream": "none" """, "Stream", "an address such as wss://host")]
    [InlineData("Demo", Keys, "Rest", "no exchange of this kind")]
    [InlineData("Demo", Keys + """, "Rest": "http://127.0.0.1:1" """, "Stream", "no exchange of this kind")]
    public void What_is_wrong_with_it_is_told_with_the_path_of_its_key(
        string environment, string section, string key, string problem) =>
        Assert.Contains(Errors(environment, section), error =>
            error.StartsWith($"Venues.HyperLiquid.{key}: ", StringComparison.Ordinal)
            && error.Contains(problem, StringComparison.Ordinal));

    [Fact]
    public void Mainnet_needs_the_confirmation_and_addresses_that_are_its_own()
    {
        Assert.StartsWith(
            "IUnderstandThisTradesRealMoney: must be true", Assert.Single(Errors("Mainnet", Keys)),
            StringComparison.Ordinal);
        Assert.Contains(
            Errors("Mainnet", Keys + """, "Rest": "https://api.hyperliquid-testnet.xyz" """),
            error => error.Contains("which is not Mainnet", StringComparison.Ordinal));
    }

    [Fact]
    public void It_has_no_demo_account() => Assert.Contains(
        "Environment: is VenueDemo, which hyperliquid does not have; use Testnet.", Errors("VenueDemo", Keys));

    [Theory]
    [InlineData("""["*"]""")]
    [InlineData("""["bybit:BTCUSDT", "hyperliquid:BTC"]""")]
    public void What_can_only_be_taken_is_not_tradable_by_a_configuration_that_waits(string tradable)
    {
        string error = Assert.Single(Errors("Testnet", Keys, $$""" "Scope": { "Tradable": {{tradable}} } """));
        Assert.StartsWith("Scope.Tradable: has ", error, StringComparison.Ordinal);
        Assert.EndsWith(
            "set Execution.PassiveFor 0, Execution.ImproveFor 0, Execution.TakeAtBands 1, Scaling.BandTolerance 1, "
            + "Execution.RequoteIntervalMin 0.",
            error, StringComparison.Ordinal);
    }

    [Fact]
    public void It_is_tradable_where_every_hedge_begins_by_taking_and_each_coin_is_asked()
    {
        const string Scope = """ "Scope": { "Underlyings": ["BTC", "ETH"], "Tradable": ["hyperliquid:*"] } """;
        Assert.Empty(Errors("Testnet", Keys, Scope + "," + Taking));
        string patient = Taking.Replace(
            "\"TakeAtBands\": 1", "\"TakeAtBands\": 1, \"ETH\": { \"PassiveFor\": \"8s\" }", StringComparison.Ordinal);
        Assert.EndsWith(
            "set Execution.ETH.PassiveFor 0.", Assert.Single(Errors("Testnet", Keys, Scope + "," + patient)),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "Tradable": ["bybit:*"] }""")]
    [InlineData("""{ "Counted": ["bybit:*"], "Tradable": ["*"] }""")]
    public void Elsewhere_orders_may_rest_beside_it(string scope) =>
        Assert.Empty(Errors("Testnet", Keys, $$""" "Scope": {{scope}} """));

    [Theory]
    [InlineData("Testnet", "", "https://api.hyperliquid-testnet.xyz")]
    [InlineData("Mainnet", "", "https://api.hyperliquid.xyz")]
    [InlineData("Testnet", "http://127.0.0.1:1", "http://127.0.0.1:1")]
    public void Its_addresses_are_the_environments_or_those_that_are_given(
        string environment, string rest, string address)
    {
        VenueEntry entry = Assert.Single(Entries(environment, Account, "0x" + Wallet, rest));
        Assert.Equal((VenueId.HyperLiquid, address), (entry.Venue, entry.Address));
    }

    [Theory]
    [InlineData("an api key", Wallet, "ApiKeyVariable: does not hold an account's address")]
    [InlineData(Account, Account, "ApiSecretVariable: does not hold a wallet's private key")]
    public void What_could_never_sign_is_refused_before_the_first_order_and_not_shown(
        string key, string secret, string problem)
    {
        string refusal = Assert.Throws<ConfigurationException>(() => Entries("Testnet", key, secret, "")).Message;
        Assert.Contains("Venues.HyperLiquid." + problem, refusal, StringComparison.Ordinal);
        Assert.DoesNotContain(key, refusal, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, refusal, StringComparison.Ordinal);
    }

    private static IReadOnlyList<VenueEntry> Entries(string environment, string key, string secret, string rest)
    {
        Assert.SkipUnless(VenueClients.HasHyperLiquid, "This build has no HyperLiquid.");
        AgentOptions options = ConfigurationText.Read($$"""
            {
              "Environment": "{{environment}}", "IUnderstandThisTradesRealMoney": true,
              "Venues": { "Enabled": ["hyperliquid"], "HyperLiquid": { {{Keys}}, "Rest": "{{rest}}" } }
            }
            """);
        var variables = new Dictionary<string, string> { ["KEY"] = key, ["SECRET"] = secret };
        return VenueRegistry.Entries(
            new AgentConfiguration(options, "test", 1, variables), null, quarantineFolder: "", TimeProvider.System);
    }

    /// <summary>Of a run of it alone; without what a build without it says of that.</summary>
    private static IReadOnlyList<string> Errors(string environment, string section, string more = "") =>
    [
        .. ConfigurationText.Errors($$"""
            {
              "Environment": "{{environment}}",
              "Venues": { "Enabled": ["hyperliquid"], "HyperLiquid": { {{section}} } }{{(more.Length > 0 ? "," : "")}}
              {{more}}
            }
            """).Where(error => VenueClients.HasHyperLiquid || !error.StartsWith(NotBuilt, StringComparison.Ordinal)),
    ];
}
