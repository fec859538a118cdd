using System.Text.RegularExpressions;
using TradingAgent.Host.Verbs;
using TradingAgent.UnitTests.Tidy;
using Xunit;

namespace TradingAgent.UnitTests.Host.Verbs;

public sealed class CommandLineTests
{
    private readonly RecordingConsole _console = new();

    [Fact]
    public async Task The_help_page_names_every_verb_and_every_exit_code()
    {
        Assert.Equal(ExitCode.Ok, await Run("--help"));
        string page = Assert.Single(_console.Said);
        Assert.All(VerbList.All, verb => Assert.Contains($"\n  {verb.Name,-10} {verb.Summary}", page));
        Assert.All(ExitCode.All, code => Assert.Contains(code.Meaning, page));
        Assert.All(page.Split('\n'), line => Assert.InRange(line.Length, 0, 100));
    }

    [Fact]
    public async Task Every_verb_has_a_page_with_its_options()
    {
        foreach (Verb verb in VerbList.All)
        {
            Assert.Equal(ExitCode.Ok, await Run(verb.Name, "--help"));
            Assert.All(verb.Options, option => Assert.Contains(option.Usage, _console.Said[^1]));
            Assert.All(_console.Said[^1].Split('\n'), line => Assert.InRange(line.Length, 0, 110));
        }
    }

    [Fact]
    public async Task An_unknown_verb_is_an_error_with_a_suggestion()
    {
        Assert.Equal(ExitCode.BadUsage, await Run("helth"));
        Assert.Contains("there is no verb «helth»; did you mean «health»?", Assert.Single(_console.Complaints));
    }

    [Theory]
    [InlineData("run has no option «--sede»; did you mean «--seed»?", "run", "--sede", "3")]
    [InlineData("--seed is «x», and must be a whole number", "run", "--seed", "x")]
    [InlineData("--seed needs a value: --seed N.", "run", "--seed")]
    [InlineData("--seed is given twice.", "run", "--seed", "1", "--seed=2")]
    [InlineData("--for is «60», and must be a span of time", "--for", "60")]
    [InlineData("--speed is «0», and must be a number from", "--speed=0")]
    [InlineData("--start is «soon», and must be a UTC time such as", "exchange", "--start", "soon")]
    [InlineData("--start is for generated markets", "exchange", "--start", "2026-03-27T07:30Z", "--market", "x")]
    [InlineData("--surface does nothing without --market", "run", "--surface", "x")]
    [InlineData("--surface does nothing without --market", "exchange", "--surface", "x")]
    [InlineData("run does not take «extra»", "run", "extra")]
    [InlineData("--schema takes no value.", "config", "--schema=x")]
    [InlineData("there is no configuration file «/nowhere.json»", "run", "--config", "/nowhere.json")]
    public async Task Bad_usage_is_said_and_ends_with_two(string complaint, params string[] words)
    {
        Assert.Equal(ExitCode.BadUsage, await Run(words));
        Assert.Contains(complaint, Assert.Single(_console.Complaints));
    }

    [Fact]
    public async Task A_journal_that_is_not_there_or_damaged_is_one_sentence_and_no_trace()
    {
        string folder = Directory.CreateTempSubdirectory("trading-agent-").FullName;
        try
        {
            string nowhere = Path.Combine(folder, "nowhere");
            Assert.Equal(ExitCode.Unavailable, await Run("explain", "--data", nowhere));
            Assert.Equal(ExitCode.Unavailable, await Run("verify", nowhere));
            Assert.Equal(ExitCode.Unavailable, await Run("replay", nowhere));
            Assert.All(_console.Complaints, line => Assert.Equal(
                $"trading-agent: There is no folder {nowhere}. Name the data folder of a run.", line));
            _console.Complaints.Clear();
            string journal = Directory.CreateDirectory(Path.Combine(folder, "journal")).FullName;
            File.WriteAllText(Path.Combine(journal, "00000000000000000001.journal"), new string('x', 4096));
            Assert.Equal(ExitCode.Unavailable, await Run("explain", "--data", folder));
            Assert.Equal(ExitCode.Unavailable, await Run("replay", folder));
            Assert.All(_console.Complaints, line => Assert.Matches(
                "^trading-agent: .*\\.journal is damaged at byte 0: .* Restore the file from a copy.*$", line));
            Assert.Equal(ExitCode.CheckFailed, await Run("verify", folder));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("too large to be counted", "plan")]
    [InlineData("more than can be counted", "exchange")]
    public async Task A_quantity_with_zeros_too_many_is_refused_with_its_file(string complaint, string verb)
    {
        string file = Path.GetTempFileName();
        try
        {
            string example = File.ReadAllText(
                Path.Combine(RepositoryFolder.Path, "config", "portfolio.example.json"));
            bool plans = verb == "plan";
            File.WriteAllText(file, plans
                ? new Regex("\"quantity\": *-?[0-9.]+").Replace(example, "\"quantity\": 1e12", 1)
                : """{"positions": [{"symbol": "BTCUSDT", "quantity": 1e12}]}""");
            string config = Path.Combine(RepositoryFolder.Path, "config", "agent.json");
            Assert.Equal(ExitCode.BadUsage, plans
                ? await Run("plan", "--config", config, "--snapshot", file)
                : await Run("exchange", "--listen", "127.0.0.1:0", "--portfolio", file));
            string line = _console.Complaints[^1];
            Assert.StartsWith("trading-agent: ", line);
            Assert.Contains(file, line);
            Assert.Contains(complaint, line);
            Assert.DoesNotContain('\n', line);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task The_version_is_one_line()
    {
        Assert.Equal(ExitCode.Ok, await Run("--version"));
        Assert.StartsWith("trading-agent " + CommandLine.Version, Assert.Single(_console.Said));
    }

    [Theory]
    [InlineData("250ms", 0.25)]
    [InlineData("60s", 60)]
    [InlineData("1.5m", 90)]
    [InlineData("2h", 7200)]
    public void Spans_of_time_have_a_unit(string text, double seconds)
    {
        Assert.True(DurationText.TryParse(text, out TimeSpan time));
        Assert.Equal(seconds, time.TotalSeconds, 6);
    }

    [Theory]
    [InlineData("60")]
    [InlineData("s")]
    [InlineData("-5s")]
    [InlineData("1e9d")]
    [InlineData("999999999d")]
    public void What_is_not_a_span_of_time_is_refused(string text) => Assert.False(DurationText.TryParse(text, out _));

    private Task<int> Run(params string[] words) => CommandLine.RunAsync(VerbList.All, words, _console);
}
