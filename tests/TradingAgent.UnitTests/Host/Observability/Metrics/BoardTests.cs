using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging.Abstractions;
using TradingAgent.Engine.Kernel;
using TradingAgent.Host.Observability.Metrics;
using TradingAgent.Runtime.Journal;
using TradingAgent.Runtime.Live;
using TradingAgent.Runtime.Reports;
using TradingAgent.UnitTests.Runtime;
using TradingAgent.UnitTests.Tidy;
using TradingAgent.Venues.Ports;
using Xunit;

namespace TradingAgent.UnitTests.Host.Observability.Metrics;

/// <summary>The board and the alerts ask for figures that the agent has.</summary>
public sealed partial class BoardTests
{
    [Theory]
    [InlineData("grafana/boards/trading-agent.json")]
    [InlineData("alerts.yml")]
    public async Task Every_figure_asked_for_is_one_that_the_agent_shows(string file)
    {
        string text = File.ReadAllText(Path.Combine(RepositoryFolder.Path, "deploy", "observability", file));
        HashSet<string> shown = await ShownAsync();
        string[] asked = [.. Figure().Matches(text).Select(match => match.Value).Distinct()];
        Assert.True(asked.Length > 15, "the file asks for next to nothing");
        Assert.Empty(asked.Except(shown));
    }

    [Fact]
    public void Every_alert_has_an_entry_in_the_runbook_with_its_severity()
    {
        string folder = Path.Combine(RepositoryFolder.Path, "deploy");
        string rules = File.ReadAllText(Path.Combine(folder, "observability", "alerts.yml"));
        string book = File.ReadAllText(Path.Combine(folder, "runbook.md"));
        string[] alerts = [.. Rule().Matches(rules).Select(rule => $"{rule.Groups[1].Value} ({rule.Groups[2].Value})")];
        Assert.True(alerts.Length > 10, "the rules cannot be read");
        Assert.Equal(
            alerts.Order(StringComparer.Ordinal),
            Entry().Matches(book).Select(entry => entry.Groups[1].Value).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_alert_says_in_the_runbook_how_it_was_seen_or_that_it_was_not()
    {
        string folder = Path.Combine(RepositoryFolder.Path, "deploy");
        string rules = File.ReadAllText(Path.Combine(folder, "observability", "alerts.yml"));
        string book = File.ReadAllText(Path.Combine(folder, "runbook.md"));
        string rows = book[book.IndexOf("## Seeing an alert once", StringComparison.Ordinal)..];
        rows = rows[..rows.IndexOf("\n## ", StringComparison.Ordinal)];
        Assert.Equal(
            Rule().Matches(rules).Select(rule => rule.Groups[1].Value).Order(StringComparer.Ordinal),
            Row().Matches(rows).Select(row => row.Groups[1].Value).Order(StringComparer.Ordinal));
    }

    [GeneratedRegex(@"- alert: (\w+)\n(?:(?!- alert:)[\s\S])*?severity: (\w+)")]
    private static partial Regex Rule();

    [GeneratedRegex(@"^### (\w+ \((?:page|warn)\))$", RegexOptions.Multiline)]
    private static partial Regex Entry();

    [GeneratedRegex(@"^\| (\w+) \| [^|]+ \| (?!Seen)[^|]+ \|$", RegexOptions.Multiline)]
    private static partial Regex Row();

    /// <summary>Names of the series that a whole run's instruments become.</summary>
    private static async Task<HashSet<string>> ShownAsync()
    {
        string meter = "test." + Guid.NewGuid().ToString("n");
        HashSet<string> shown = [];
        using MeterListener listener = new()
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (instrument.Meter.Name == meter) shown.UnionWith(SeriesOf(instrument));
            },
        };
        listener.Start();
        using TemporaryFolder folder = new();
        await using LiveRuntime runtime = await StartAsync(folder);
        using AgentMetrics metrics = AgentMetrics.Create(runtime, new SessionTally(), [], [], meter);
        await using ReportPublisher publisher = new(runtime.Reports, [metrics.Reports.Take]);
        metrics.Watch(publisher);
        return shown;
    }

    private static IEnumerable<string> SeriesOf(System.Diagnostics.Metrics.Instrument instrument)
    {
        string name = instrument.Name.Replace('.', '_') + (instrument.Unit == "s" ? "_seconds" : "");
        string type = instrument.GetType().Name;
        if (type.StartsWith("Histogram", StringComparison.Ordinal))
            return [name + "_bucket", name + "_sum", name + "_count"];
        return [type.Contains("Counter", StringComparison.Ordinal) ? name + "_total" : name];
    }

    private static Task<LiveRuntime> StartAsync(TemporaryFolder folder)
    {
        var settings = new LiveSettings
        {
            DataPath = folder.Root,
            Instance = "t",
            Venues = [],
            Parameters = _ => [],
            Limits = new EngineLimits(),
            FreeBytesMin = 0,
        };
        return LiveRuntime.StartAsync(
            settings, new SteadyClock(TimeProvider.System), NullLogger.Instance, () => new TestCore());
    }

    [GeneratedRegex(@"trading_agent_\w+")]
    private static partial Regex Figure();
}
