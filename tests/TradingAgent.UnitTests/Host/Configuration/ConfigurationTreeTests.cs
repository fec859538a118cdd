using TradingAgent.Host.Configuration;
using Xunit;
using static TradingAgent.UnitTests.Host.Configuration.ConfigurationText;

namespace TradingAgent.UnitTests.Host.Configuration;

public sealed class ConfigurationTreeTests
{
    private static readonly (string, string)[] Two =
    [
        ("agent.json", """{ "Scope": { "Underlyings": ["BTC", "ETH"], "Tradable": ["bybit:A", "bybit:B"] } }"""),
        ("agent.demo.json", """{ "Scope": { "Tradable": ["bybit:BTCUSDT"] } }"""),
    ];

    [Fact]
    public void A_list_is_replaced_whole_and_an_object_key_by_key()
    {
        AgentOptions options = AgentOptionsValidator.Validate(Load(Two, []));
        Assert.Equal(["bybit:BTCUSDT"], options.Scope.Tradable);
        Assert.Equal(["BTC", "ETH"], options.Scope.Underlyings);
    }

    [Fact]
    public void The_demo_file_counts_only_in_the_demo()
    {
        ConfigurationTree tree = Load(Two, [("TRADINGAGENT__Environment", "Testnet")]);
        Assert.EndsWith("agent.json", tree.Source, StringComparison.Ordinal);
        Assert.Equal("bybit:A", tree.Root["Scope"]!["Tradable"]![0]!.GetValue<string>());
    }

    [Fact]
    public void A_named_file_stands_alone_and_must_exist()
    {
        string here = RepositoryConfig("agent.json");
        Assert.Equal([here], ConfigurationFiles.Find(here, "/nowhere", "/nowhere"));
        Assert.Throws<TradingAgent.Host.Verbs.UsageException>(
            () => ConfigurationFiles.Find("/nowhere/my.json", "/nowhere", "/nowhere"));
        Assert.Throws<TradingAgent.Host.Verbs.UsageException>(
            () => ConfigurationFiles.Find(null, "/nowhere", "/nowhere"));
    }

    [Fact]
    public void The_working_folder_comes_before_the_executable()
    {
        string root = Tidy.RepositoryFolder.Path;
        Assert.All(ConfigurationFiles.Find(null, root, "/nowhere"), file => Assert.StartsWith(root, file));
        Assert.All(ConfigurationFiles.Find(null, "/nowhere", AppContext.BaseDirectory), file =>
            Assert.StartsWith(AppContext.BaseDirectory, file));
    }

    private static string RepositoryConfig(string name) => Path.Combine(Tidy.RepositoryFolder.Path, "config", name);
}
