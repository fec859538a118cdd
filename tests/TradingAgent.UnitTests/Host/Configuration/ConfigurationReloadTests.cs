using Microsoft.Extensions.Logging.Abstractions;
using TradingAgent.Host.Composition;
using TradingAgent.Host.Configuration;
using Xunit;

namespace TradingAgent.UnitTests.Host.Configuration;

/// <summary>What a running agent makes of its configuration read again.</summary>
public sealed class ConfigurationReloadTests
{
    private const string Start = """{ "Scaling": { "BandDelta": 0.1 } }""";

    [Fact]
    public void A_right_one_is_in_force_and_the_same_one_is_not_news()
    {
        string text = Start;
        var reload = new ConfigurationReload(Of(Start), () => Of(text));
        Assert.False(reload.TryReload(out IReadOnlyList<string> problems));
        Assert.Empty(problems);
        text = """{ "Scaling": { "BandDelta": 0.2 } }""";
        Assert.True(reload.TryReload(out problems));
        Assert.Empty(problems);
        Assert.Equal(0.2, ConfiguredParameters.Read(reload.InForce.Options).Value(
            TradingAgent.Engine.Kernel.ParameterId.BandDelta, null));
    }

    [Fact]
    public void A_wrong_one_is_refused_with_all_that_is_wrong_and_the_old_one_stays()
    {
        AgentConfiguration before = Of(Start);
        var reload = new ConfigurationReload(
            before,
            () => Of("""{ "Scaling": { "BandDelta": -1, "BandDelt": 3, "Policies": [ { "Policy": "x" } ] } }"""));
        Assert.False(reload.TryReload(out IReadOnlyList<string> problems));
        Assert.Equal(3, problems.Count);
        Assert.Same(before, reload.InForce);
    }

    [Fact]
    public void What_needs_a_restart_is_refused_by_name()
    {
        var reload = new ConfigurationReload(
            Of(Start), () => Of("""{ "Instance": "b", "Scope": { "Underlyings": ["ETH"] } }"""));
        Assert.False(reload.TryReload(out IReadOnlyList<string> problems));
        Assert.Equal(
            ["Instance: cannot change while the agent runs; restart it.",
             "Scope.Underlyings: cannot change while the agent runs; restart it."],
            problems);
    }

    [Fact]
    public void A_signal_applies_a_right_one_once()
    {
        int applied = 0;
        var reload = new ConfigurationReload(Of(Start), () => Of("""{ "Scaling": { "BandDelta": 0.2 } }"""));
        using var signal = new ReloadSignal(reload, _ => applied++, NullLogger.Instance, listens: false);
        signal.Receive();
        signal.Receive();
        Assert.Equal(1, applied);
    }

    private static AgentConfiguration Of(string json)
    {
        ConfigurationTree tree = ConfigurationText.Load([("my.json", json)], []);
        return new AgentConfiguration(
            AgentOptionsValidator.Validate(tree), "my.json", tree.Digest(), new Dictionary<string, string>());
    }
}
