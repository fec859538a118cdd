using TradingAgent.Host.Configuration;
using Xunit;
using static TradingAgent.UnitTests.Host.Configuration.ConfigurationText;

namespace TradingAgent.UnitTests.Host.Configuration;

public sealed class AgentOptionsValidatorTests
{
    private const string Hosts = """
        "Venues": { "Bybit": {
          "Rest": "https://api.bybit.com", "PublicStream": "wss://stream.bybit.com",
          "PrivateStream": "wss://stream.bybit.com", "ApiKeyVariable": "K", "ApiSecretVariable": "S" } }
        """;

    [Fact]
    public void An_empty_configuration_is_the_demo_with_every_default()
    {
        AgentOptions options = Read("{}");
        Assert.Equal(AgentEnvironment.Demo, options.Environment);
        Assert.Equal(["BTC"], options.Scope.Underlyings);
        Assert.Empty(options.Scope.Tradable);
        Assert.Equal("127.0.0.1:8081", options.Health.EndPoint!.ToString());
    }

    [Fact]
    public void All_errors_are_listed_at_once_with_their_paths()
    {
        IReadOnlyList<string> errors = Errors("""
            {
              "Enviroment": "Demo",
              "Instance": "Too long",
              "Scaling": { "BandDelta": -1, "BTC": { "BandDetla": 0.1 } },
              "Execution": { "PassiveFor": "soon" },
              "Limits": { "OnHalt": "panic" },
              "Runtime": { "FsyncPerBatch": "yes", "Wait": "sleep" },
              "Scope": { "Tradable": "bybit:BTCUSDT" }
            }
            """);
        Assert.Collection(
            errors,
            error => Assert.Equal("Enviroment: is not a setting; did you mean «Environment»?", error),
            error => Assert.Contains("Instance: is \"Too long\", and must be one to four", error),
            error => Assert.Contains("Scaling.BandDelta: is -1, and must be a number from 0 to 1000000 (coins)", error),
            error => Assert.Contains("Scaling.BTC.BandDetla: is not a setting; did you mean «BandDelta»?", error),
            error => Assert.Contains("Execution.PassiveFor: is \"soon\", and must be a number from 0 to", error),
            error => Assert.Contains("Limits.OnHalt: is \"panic\", and must be one of \"nothing\"", error),
            error => Assert.Contains("Runtime.FsyncPerBatch: is \"yes\", and must be true or false.", error),
            error => Assert.Contains("Runtime.Wait: is \"sleep\", and must be one of \"park\", \"spin\".", error),
            error => Assert.Contains("Scope.Tradable: is \"bybit:BTCUSDT\", and must be a list of", error));
    }

    [Fact]
    public void Mainnet_needs_the_confirmation()
    {
        string body = $$"""{ "Environment": "Mainnet", {{Hosts}} """;
        Assert.StartsWith("IUnderstandThisTradesRealMoney: must be true", Assert.Single(Errors(body + "}")));
        Assert.Empty(Errors(body + """, "IUnderstandThisTradesRealMoney": true }"""));
    }

    [Fact]
    public void A_testnet_environment_refuses_the_addresses_of_real_money()
    {
        IReadOnlyList<string> errors = Errors($$"""{ "Environment": "Testnet", {{Hosts}} }""");
        Assert.Equal(3, errors.Count(error => error.Contains("real money would be at risk", StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_environment_but_the_local_demo_needs_a_key()
    {
        IReadOnlyList<string> errors = Errors("""{ "Environment": "Testnet" }""");
        Assert.Equal(
            ["ApiKeyVariable", "ApiSecretVariable"],
            errors.Select(error => error.Split(':')[0].Split('.')[^1]));
    }

    [Fact]
    public void A_run_may_have_any_mix_of_venues_and_each_enabled_one_needs_its_key()
    {
        Assert.Equal(["bybit"], Read("{}").Venues.Enabled);
        Assert.Empty(Errors("""{ "Venues": { "Enabled": ["binance-futures", "bybit", "binance-options"] } }"""));
        Assert.Contains("Venues.Enabled", Assert.Single(Errors("""{ "Venues": { "Enabled": ["binanse"] } }""")));
        Assert.Contains("names a venue twice", Assert.Single(
            Errors("""{ "Venues": { "Enabled": ["bybit", "bybit"] } }""")));
        Assert.Contains("is empty", Assert.Single(Errors("""{ "Venues": { "Enabled": [] } }""")));
        IReadOnlyList<string> errors = Errors(
            """{ "Environment": "Testnet", "Venues": { "Enabled": ["binance-options"] } }""");
        Assert.Equal(2, errors.Count);
        Assert.All(errors, error => Assert.StartsWith("Venues.Binance.Api", error, StringComparison.Ordinal));
        Assert.Contains("real money would be at risk", Assert.Single(Errors(
            """
            { "Environment": "Testnet", "Venues": { "Enabled": ["binance-futures"], "Binance": {
              "FuturesRest": "https://fapi.binance.com", "ApiKeyVariable": "K", "ApiSecretFile": "s" } } }
            """)));
        Assert.Empty(Errors(
            """{ "Scope": { "Tradable": ["binance-futures:BTCUSDT", "binance-options:BTC-*"] } }"""));
    }

    [Fact]
    public void Plain_text_goes_to_loopback_or_to_hosts_that_are_named()
    {
        const string demo = """
            { "Venues": { "Bybit": { "Rest": "http://HOST:1", "PublicStream": "ws://HOST:1",
              "PrivateStream": "ws://HOST:1", "ApiKeyVariable": "K", "ApiSecretVariable": "S",
              "AllowPlaintextHosts": ["exchange"] } } }
            """;
        Assert.Equal(2, Errors("""
            { "Venues": { "Bybit": { "Rest": "http://127.0.0.1:1", "ApiKeyVariable": "K", "ApiSecretFile": "s" } } }
            """).Count);
        Assert.Empty(Errors(demo.Replace("HOST", "127.0.0.1", StringComparison.Ordinal)));
        Assert.Empty(Errors(demo.Replace("HOST", "exchange", StringComparison.Ordinal)));
        Assert.Equal(3, Errors(demo.Replace("HOST", "elsewhere", StringComparison.Ordinal)).Count);
    }

    [Fact]
    public void Values_that_do_not_fit_one_another_are_named_once_where_they_are_written()
    {
        Assert.Contains("Scaling.BTC.BandDelta: is 9, more than Scaling.BTC.BandDeltaMax (5)", Assert.Single(
            Errors("""{ "Scaling": { "BTC": { "BandDelta": 9 } } }""")));
        Assert.Contains("Scaling.BandDelta: is 9, more than Scaling.BandDeltaMax (5)", Assert.Single(
            Errors("""{ "Scaling": { "BandDelta": 9 } }""")));
        Assert.Contains("Limits.DayLossMax", Assert.Single(Errors("""{ "Limits": { "DayLossMax": 50000 } }""")));
    }

    [Fact]
    public void An_override_names_an_underlying_of_the_scope()
    {
        Assert.Contains("Scaling.BTX: is neither", Assert.Single(Errors("""{ "Scaling": { "BTX": {} } }""")));
        Assert.Contains("cannot differ by underlying; set Gate.QuoteAgeMax instead", Assert.Single(
            Errors("""{ "Gate": { "BTC": { "QuoteAgeMax": 1000 } } }""")));
    }

    [Fact]
    public void Text_that_is_not_json_is_an_error_with_its_place()
    {
        Assert.Contains("is not JSON that can be read", Assert.Single(Errors("{ \"Scaling\": ")));
        Assert.Contains("is not JSON that can be read", Assert.Single(
            Errors("""{ "Instance": "1", "Instance": "2" }""")));
    }

    [Fact]
    public void Variables_override_files_whatever_their_case()
    {
        AgentOptions options = Read(
            """{ "Scaling": { "BandDelta": 0.1 }, "Scope": { "Tradable": ["bybit:BTCUSDT", "bybit:ETHUSDT"] } }""",
            ("TRADINGAGENT__SCALING__BANDDELTA", "0.2"),
            ("TRADINGAGENT__Scaling__BTC__bandDeltaMax", "7"),
            ("TRADINGAGENT__Scope__Tradable", "bybit:BTCPERP"),
            ("TRADINGAGENT__Instance", "7"),
            ("TRADINGAGENT__Runtime__FsyncPerBatch", "true"));
        ConfiguredParameters parameters = ConfiguredParameters.Read(options);
        Assert.Equal(0.2, parameters.Value(TradingAgent.Engine.Kernel.ParameterId.BandDelta, null));
        Assert.Equal(7, parameters.Value(TradingAgent.Engine.Kernel.ParameterId.BandDeltaMax, "BTC"));
        Assert.Equal(["bybit:BTCPERP"], options.Scope.Tradable);
        Assert.Equal("7", options.Instance);
        Assert.True(options.Runtime.FsyncPerBatch);
    }

    [Fact]
    public void A_variable_that_names_no_setting_is_an_error_too() =>
        Assert.Contains("Scaling.BandDetla: is not a setting; did you mean «BandDelta»?", Assert.Single(
            Errors("{}", ("TRADINGAGENT__Scaling__BandDetla", "1"))));
}
