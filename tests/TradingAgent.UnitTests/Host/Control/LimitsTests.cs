using TradingAgent.Engine.Kernel;
using TradingAgent.Host.Configuration;
using TradingAgent.Host.Control;
using TradingAgent.Host.Verbs;
using TradingAgent.UnitTests.Host.Verbs;
using Xunit;

namespace TradingAgent.UnitTests.Host.Control;

/// <summary>What operators may write of limits and targets, and what they are shown.</summary>
public sealed class LimitsTests
{
    private readonly RecordingConsole _console = new();

    [Theory]
    [InlineData("--set is «=5», and must be NAME=VALUE.", "--set", "=5")]
    [InlineData("--set is «DayLossMax=», and must be NAME=VALUE.", "--set", "DayLossMax=")]
    [InlineData("--set is «DayLossMax= », and must be NAME=VALUE.", "--set", "DayLossMax= ")]
    [InlineData("--reset is empty", "--reset", "")]
    [InlineData("not both", "--set", "DayLossMax=5", "--reset", "DayLossMax")]
    public async Task What_names_no_limit_or_two_is_refused_before_anybody_is_asked(
        string complaint, params string[] words)
    {
        Assert.Equal(ExitCode.BadUsage, await CommandLine.RunAsync(VerbList.All, ["limits", .. words], _console));
        Assert.Contains(complaint, Assert.Single(_console.Complaints));
    }

    [Theory]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("1e400")]
    [InlineData("-1e400")]
    [InlineData("much")]
    public void What_is_no_number_is_no_target(string text)
    {
        ParameterDefinition target = ParameterList.All.First(p => p.Id == ParameterId.TargetDelta);
        UsageException refused = Assert.Throws<UsageException>(() => ControlDesk.Read(target, text));
        Assert.Contains("TargetDelta", refused.Message);
        Assert.Contains("must be a number from", refused.Message);
        Assert.Equal(-1.5, ControlDesk.Read(target, "-1.5"));
    }

    [Fact]
    public void Reducing_alone_never_comes_before_resting_alone()
    {
        Assert.Null(TightenRule.Contradiction(ParameterId.ReduceOnlyShare, 0.6, _ => 0.6));
        Assert.Null(TightenRule.Contradiction(ParameterId.DayLossMax, 0, _ => 0.6));
        Assert.Contains("ReduceOnlyShare (0.5)", TightenRule.Contradiction(ParameterId.ReduceOnlyShare, 0.5, _ => 0.6));
        Assert.Contains(
            "PassiveShare would be 0.9", TightenRule.Contradiction(ParameterId.PassiveShare, 0.9, _ => 0.8));
    }

    [Fact]
    public void What_an_underlying_has_of_its_own_shows_among_all_limits()
    {
        ParameterDefinition own = ParameterList.All.First(
            p => TightenRule.Sections.Contains(p.Section) && p.Reach == ParameterReach.Underlying);
        var table = new LimitsTable(
            (id, underlying) => id == own.Id && underlying == UnderlyingId.Of(CurrencyId.Btc) ? 1234.5 : 7,
            new AgentOptions());
        ControlReply all = table.Show(UnderlyingId.None);
        string line = Assert.Single(all.Lines, l => l.Contains("1234.5", StringComparison.Ordinal));
        Assert.StartsWith($"{own.Section}.BTC.{own.Name} ", line, StringComparison.Ordinal);
        Assert.Equal(1234.5, (double)all.Figures![own.Name]!["underlyings"]!["BTC"]!["value"]!);
        Assert.DoesNotContain(table.Show(UnderlyingId.Of(CurrencyId.Btc)).Lines, l => l.Contains(".BTC."));
    }
}
