using TradingAgent.Host.Configuration;
using Xunit;

namespace TradingAgent.UnitTests.Host.Configuration;

/// <summary>Which client speaks to a venue is configured; one that was not built is refused at once.</summary>
public sealed class VenueClientTests
{
    [Theory]
    [InlineData("Bybit", "bybit")]
    [InlineData("Binance", "binance-futures")]
    public void A_client_that_was_not_built_is_refused_and_told_how_to_build_it(string section, string venue)
    {
        Assert.SkipWhen(VenueClients.HasCryptoExchangeNet, "This build has the optional client.");
        string error = Assert.Single(ConfigurationText.Errors(
            $$"""{ "Venues": { "Enabled": ["{{venue}}"], "{{section}}": { "Client": "cryptoexchangenet" } } }"""));
        Assert.Contains($"Venues.{section}.Client", error, StringComparison.Ordinal);
        Assert.Contains("-p:WithCryptoExchangeNet=true", error, StringComparison.Ordinal);
        Assert.Contains("WITH_CRYPTOEXCHANGENET", error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_client_of_a_venue_that_is_not_enabled_does_not_matter()
    {
        AgentOptions options = ConfigurationText.Read(
            """{ "Venues": { "Enabled": ["bybit"], "Binance": { "Client": "cryptoexchangenet" } } }""");
        Assert.Equal(VenueClients.Native, options.Venues.Bybit.Client);
    }

    [Theory]
    [InlineData("MarginMode", "\"cross\"")]
    [InlineData("AllowPriceClamp", "true")]
    public void A_setting_that_the_client_does_not_look_at_is_refused_with_the_path_of_its_key(string key, string value)
    {
        string configuration =
            $$"""{ "Venues": { "Bybit": { "Client": "cryptoexchangenet", "{{key}}": {{value}} } } }""";
        Assert.Contains(
            ConfigurationText.Errors(configuration),
            error => error.StartsWith($"Venues.Bybit.{key}: is not looked at", StringComparison.Ordinal));
        string native = configuration.Replace("cryptoexchangenet", "native", StringComparison.Ordinal);
        Assert.Empty(ConfigurationText.Errors(native));
    }

    [Fact]
    public void A_client_nobody_knows_is_refused_with_those_that_there_are()
    {
        string error = Assert.Single(ConfigurationText.Errors("""{ "Venues": { "Bybit": { "Client": "ccxt" } } }"""));
        Assert.Contains("\"native\", \"cryptoexchangenet\"", error, StringComparison.Ordinal);
    }
}
