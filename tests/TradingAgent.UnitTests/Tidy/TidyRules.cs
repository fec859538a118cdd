using System.Text.RegularExpressions;

namespace TradingAgent.UnitTests.Tidy;

/// <summary>The house rules that a machine can check. Each returns one line per violation.</summary>
internal static partial class TidyRules
{
    private const int FileLinesMax = 400;
    private const int TestFileLinesMax = 600;
    private const int MethodLinesMax = 60;
    private const int LineColumnsMax = 120;

    /// <summary>Projects that read no clock, draw no chance and do no I/O.</summary>
    public static IReadOnlyList<string> CoreFolders { get; } =
        ["src/TradingAgent.Domain", "src/TradingAgent.Quant", "src/TradingAgent.Engine", "src/TradingAgent.Exchange"];

    public static IEnumerable<string> FilesAreShort(SourceFile file)
    {
        int max = file.IsTest ? TestFileLinesMax : FileLinesMax;
        int lines = file.Text.EndsWith('\n') ? file.Lines.Length - 1 : file.Lines.Length;
        if (lines > max) yield return $"{file.Path}: {lines} lines, more than {max}";
    }

    public static IEnumerable<string> MethodsAreShort(SourceFile file) =>
        from member in file.Outline.Members
        where member.Lines > MethodLinesMax
        select $"{file.Path}:{member.Line}: a member of {member.Lines} lines, more than {MethodLinesMax}";

    public static IEnumerable<string> LinesAreNarrow(SourceFile file) =>
        from entry in file.Lines.Index()
        where entry.Item.Length > LineColumnsMax
        select $"{file.Path}:{entry.Index + 1}: {entry.Item.Length} columns, more than {LineColumnsMax}";

    public static IEnumerable<string> OnePublicTypePerFile(SourceFile file)
    {
        int count = file.Outline.TopLevelTypes.Count(type => PublicWord().IsMatch(type.Header));
        if (count > 1) yield return $"{file.Path}: {count} public types";
    }

    public static IEnumerable<string> NoBannedWords(SourceFile file) =>
        from entry in file.Lines.Index()
        where BannedWords().IsMatch(entry.Item)
        select $"{file.Path}:{entry.Index + 1}: {BannedWords().Match(entry.Item).Value}";

    public static IEnumerable<string> NamespaceIsFolder(SourceFile file)
    {
        string[] steps = file.Path.Split('/');
        string wanted = string.Join('.', steps[1..^1]);
        Match found = NamespaceLine().Match(file.Code);
        bool topLevelCode = !found.Success && file.Outline.TopLevelTypes.Count == 0;
        if (topLevelCode || (found.Success && found.Groups[1].Value == wanted)) yield break;
        yield return $"{file.Path}: namespace {(found.Success ? found.Groups[1].Value : "none")}, wanted {wanted}";
    }

    /// <summary>Beside the analyser, which sees symbols but can be silenced.</summary>
    public static IEnumerable<string> CoreReadsNoClockAndDrawsNoChance(SourceFile file) =>
        from entry in file.Code.Split('\n').Index()
        where ClockOrChance().IsMatch(entry.Item)
        select $"{file.Path}:{entry.Index + 1}: {ClockOrChance().Match(entry.Item).Value} in the core";

    public static IEnumerable<string> TestsDoNotSleep(SourceFile file) =>
        from entry in file.Code.Split('\n').Index()
        where SleepCall().IsMatch(entry.Item)
        select $"{file.Path}:{entry.Index + 1}: {SleepCall().Match(entry.Item).Value}; wait on an observed condition";

    /// <summary>No setting and no code may turn the check of a certificate off.</summary>
    public static IEnumerable<string> CertificatesAreChecked(SourceFile file) =>
        from entry in file.Code.Split('\n').Index()
        where CertificateCheck().IsMatch(entry.Item)
        select $"{file.Path}:{entry.Index + 1}: {CertificateCheck().Match(entry.Item).Value}; TLS is never off";

    public static IEnumerable<string> NamesSaySomething(SourceFile file) =>
        from type in file.Outline.TopLevelTypes
        where VagueName().IsMatch(type.Header)
        select $"{file.Path}:{type.Line}: the name {VagueName().Match(type.Header).Groups[1].Value} says nothing";

    [GeneratedRegex(@"(^|\s)public\s")]
    private static partial Regex PublicWord();

    /// <summary>Written in halves, so that this file does not break the rule itself.</summary>
    [GeneratedRegex(@"\b(TO" + @"DO|FIX" + @"ME|HA" + @"CK|X" + @"XX)\b")]
    private static partial Regex BannedWords();

    [GeneratedRegex(@"(?m)^namespace\s+([\w.]+);")]
    private static partial Regex NamespaceLine();

    [GeneratedRegex(@"\b(new\s+Random\b|Random\.Shared|DateTime(Offset)?\.(Utc)?Now|Stopwatch\.|TimeProvider\.|" +
        @"Guid\.NewGuid|Environment\.Tick|Thread\.|Task\.(Run|Delay)|File\.|Console\.)")]
    private static partial Regex ClockOrChance();

    [GeneratedRegex(@"\b(Thread\.Sleep|Task\.Delay(?!\(Timeout)|SpinWait\.SpinUntil\s*\(\s*\(\)\s*=>\s*false)")]
    private static partial Regex SleepCall();

    [GeneratedRegex(@"\b(RemoteCertificateValidationCallback|ServerCertificateCustomValidationCallback|" +
        @"ServerCertificateValidationCallback|DangerousAcceptAnyServerCertificateValidator)\b")]
    private static partial Regex CertificateCheck();

    [GeneratedRegex(@"\b(?:class|struct|record|interface)\s+" +
        @"(\w+(?:Manager|Helper|Helpers|Util|Utils|Impl|Base|Info))\b")]
    private static partial Regex VagueName();
}
