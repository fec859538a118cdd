using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using TradingAgent.Runtime.Reports;
using TradingAgent.UnitTests.Tidy;
using TradingAgent.Venues.Binance;
using TradingAgent.Venues.Bybit;
using TradingAgent.Venues.Ports;
using Xunit;

namespace TradingAgent.UnitTests.Host.Observability;

/// <summary>Holds deploy/logs.md against the lines that the program can write.</summary>
public sealed partial class LogTableTests
{
    private const BindingFlags Everything =
        BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    private static readonly Assembly[] Writers =
    [
        typeof(TradingAgent.Host.Observability.AgentHealth).Assembly, typeof(ReportText).Assembly,
        typeof(IVenue).Assembly, typeof(BybitVenue).Assembly, typeof(BinanceVenue).Assembly,
    ];

    [Fact]
    public void The_table_names_every_event_and_no_other()
    {
        string[] written =
        [
            .. Ids().Select(id => $"{id.Value} {id.Key}"),
            .. ReportKinds().Select(kind => $"{ReportText.IdOf(kind).Id} {kind}"),
        ];
        Assert.Equal(written.Order(), Table().Select(row => $"{row.Id} {row.Name}").Order());
        Assert.All(Table(), row => Assert.True(row.When.Length > 10, $"{row.Id} does not say when it is written"));
    }

    [Fact]
    public void Levels_and_fields_are_those_of_the_lines()
    {
        ILookup<int, LoggerMessageAttribute> lines = Writers
            .SelectMany(assembly => assembly.GetTypes())
            .SelectMany(type => type.GetMethods(Everything))
            .Select(method => method.GetCustomAttribute<LoggerMessageAttribute>())
            .OfType<LoggerMessageAttribute>()
            .ToLookup(line => line.EventId);
        Row[] rows = [.. Table().Where(row => row.Id is < 3000 or >= 4000)];
        Assert.NotEmpty(rows);
        foreach (Row row in rows)
        {
            LoggerMessageAttribute line = Assert.Single(lines[row.Id]);
            // A line without a level of its own is told one each time, so there are several.
            if (line.Level == LogLevel.None) Assert.Contains(", ", row.Levels, StringComparison.Ordinal);
            else Assert.Equal($"{row.Id} {line.Level}", $"{row.Id} {row.Levels}");
            Assert.Equal($"{row.Id} {Fields(line.Message)}", $"{row.Id} {row.Fields}");
        }
    }

    [Fact]
    public void Fields_of_reports_are_those_of_their_sentences()
    {
        foreach (ReportKind kind in ReportKinds())
        {
            ReportLine line = ReportText.Describe(new EngineReport { Kind = kind }, new InstrumentTable());
            Row row = Table().Single(r => r.Id == line.Id.Id);
            Assert.Equal($"{kind} {Fields(line.Template)}", $"{kind} {row.Fields}");
            // The log lowers what comes often to Debug; any other level is the sentence's own.
            Assert.Contains(row.Levels.Split(", "), level => level == "Debug" || level == line.Level.ToString());
        }
    }

    private static IEnumerable<ReportKind> ReportKinds() =>
        Enum.GetValues<ReportKind>().Where(kind => kind != ReportKind.None);

    private static IEnumerable<KeyValuePair<string, int>> Ids() => Writers
        .SelectMany(assembly => assembly.GetTypes())
        .Where(type => type.Name == "LogEvents")
        .SelectMany(type => type.GetFields(Everything))
        .Where(field => field.IsLiteral)
        .Select(field => KeyValuePair.Create(field.Name, (int)field.GetRawConstantValue()!));

    private static string Fields(string template)
    {
        string fields = string.Join(' ', Placeholder().Matches(template).Select(match => $"`{match.Groups[1].Value}`"));
        return fields.Length == 0 ? "-" : fields;
    }

    private static IEnumerable<Row> Table() => File
        .ReadLines(Path.Combine(RepositoryFolder.Path, "deploy", "logs.md"))
        .Where(line => line.Length > 2 && line[0] == '|' && char.IsDigit(line[2]))
        .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
        .Select(cells => new Row(int.Parse(cells[1]), cells[2], cells[3], cells[4], cells[5]));

    private sealed record Row(int Id, string Name, string Levels, string Fields, string When);

    [GeneratedRegex(@"\{(\w+)")]
    private static partial Regex Placeholder();
}
