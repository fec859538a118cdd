using System.Text.Json;
using System.Text.Json.Nodes;
using TradingAgent.Engine.Kernel;
using TradingAgent.Host.Configuration;
using Xunit;

namespace TradingAgent.UnitTests.Host.Configuration;

/// <summary>The files of <c>config/</c> say what the code does.</summary>
public sealed class CommittedConfigurationTests
{
    [Fact]
    public void The_committed_schema_is_the_generated_one() => Assert.Equal(
        ConfigurationSchema.Generate(), File.ReadAllText(PathOf("agent.schema.json")));

    [Fact]
    public void The_defaults_file_holds_every_parameter_at_its_default()
    {
        AgentOptions options = Options("agent.json");
        ConfiguredParameters parameters = ConfiguredParameters.Read(options);
        Assert.All(ConfiguredParameters.Configurable(), parameter =>
            Assert.Equal(parameter.Default, parameters.OwnValue(parameter.Id, null)));
    }

    [Fact]
    public void The_defaults_file_says_what_an_empty_one_means()
    {
        AgentOptions written = Options("agent.json");
        AgentOptions meant = ConfigurationText.Read("{}");
        Assert.Equal(Json(meant), Json(written));
    }

    [Theory]
    [InlineData("agent.demo.json")]
    [InlineData("agent.demo.cross-venue.json")]
    [InlineData("agent.live.example.json")]
    [InlineData("agent.binance.example.json")]
    public void The_other_files_are_valid(string name) => Assert.NotEmpty(Options(name).Scope.Tradable);

    private static AgentOptions Options(string name) => AgentOptionsValidator.Validate(
        ConfigurationTree.Load([PathOf(name)], new Dictionary<string, string>()));

    private static string PathOf(string name) => Path.Combine(Tidy.RepositoryFolder.Path, "config", name);

    /// <summary>Without the parameters, which the file spells out and an empty one leaves to the code.</summary>
    private static string Json(AgentOptions options)
    {
        var json = (JsonObject)JsonSerializer.SerializeToNode(options)!;
        foreach (string section in SettingList.ParameterSections) json.Remove(section);
        return json.ToJsonString();
    }
}
