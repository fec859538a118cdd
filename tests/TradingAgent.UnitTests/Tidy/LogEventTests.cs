using System.Text.RegularExpressions;
using Xunit;

namespace TradingAgent.UnitTests.Tidy;

/// <summary>Alerts are written against event ids, so an id means one thing and is written in one place.</summary>
public sealed partial class LogEventTests
{
    [Fact]
    public void Log_event_ids_are_unique()
    {
        Assert.NotEmpty(Doubled([new("src/A/LogEvents.cs", "public const int A = 1;\npublic const int B = 1;\n")]));
        Assert.Empty(Doubled(RepositoryFolder.Sources("src")));
    }

    [Fact]
    public void Log_methods_take_their_ids_from_the_list()
    {
        Assert.NotEmpty(Loose(new("src/A/B.cs", "[LoggerMessage(17, LogLevel.Information, \"x\")]")));
        Assert.NotEmpty(Loose(new("src/A/B.cs", "[LoggerMessage(EventId = 17, Level = LogLevel.Error)]")));
        Assert.Empty(RepositoryFolder.Sources("src").SelectMany(Loose));
    }

    private static IEnumerable<string> Doubled(IEnumerable<SourceFile> files) => files
        .Where(file => file.Path.EndsWith("LogEvents.cs", StringComparison.Ordinal))
        .SelectMany(file => Constant().Matches(file.Code).Select(match => (file.Path, Id: match.Groups[2].Value)))
        .GroupBy(entry => entry.Id)
        .Where(group => group.Count() > 1)
        .Select(group => $"{group.Key} in {string.Join(", ", group.Select(entry => entry.Path))}");

    private static IEnumerable<string> Loose(SourceFile file) =>
        LooseId().Matches(file.Code).Select(match => $"{file.Path}: {match.Value}");

    [GeneratedRegex(@"const\s+int\s+(\w+)\s*=\s*(\d+)\s*;")]
    private static partial Regex Constant();

    [GeneratedRegex(@"\[LoggerMessage\(\s*(EventId\s*=\s*)?\d+")]
    private static partial Regex LooseId();
}
