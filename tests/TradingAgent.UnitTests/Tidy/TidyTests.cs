using Xunit;

namespace TradingAgent.UnitTests.Tidy;

/// <summary>Every file of the repository keeps the house rules, and every rule is seen to bite.</summary>
public sealed class TidyTests
{
    private static readonly SourceFile[] All = [.. RepositoryFolder.Sources("src", "tests")];

    [Fact]
    public void The_sources_are_found() => Assert.True(All.Length > 100);

    [Fact]
    public void Files_are_short()
    {
        Bites(TidyRules.FilesAreShort, Repeat("// x\n", 401));
        Bites(TidyRules.FilesAreShort, Repeat("// x\n", 601), "tests/TradingAgent.X/A.cs");
        Holds(TidyRules.FilesAreShort, All);
    }

    [Fact]
    public void Methods_are_short()
    {
        string body = Repeat("        Go(\"}\"); // }\n", 60);
        string sum = Repeat("        a +\n", 60);
        Bites(TidyRules.MethodsAreShort, "class C\n{\n    void Long()\n    {\n" + body + "    }\n}\n");
        Bites(TidyRules.MethodsAreShort, "class C\n{\n    int Long(int a) =>\n" + sum + "a;\n}\n");
        Holds(TidyRules.MethodsAreShort, All);
    }

    [Fact]
    public void Lines_are_narrow()
    {
        Bites(TidyRules.LinesAreNarrow, "// " + new string('x', 118));
        Holds(TidyRules.LinesAreNarrow, All);
    }

    [Fact]
    public void One_public_type_per_file()
    {
        Bites(TidyRules.OnePublicTypePerFile, "public record A(int B);\npublic sealed class C { }\n");
        Holds(TidyRules.OnePublicTypePerFile, All.Where(file => !file.IsTest));
    }

    [Fact]
    public void No_banned_words()
    {
        Bites(TidyRules.NoBannedWords, "// TO" + "DO: later");
        Bites(TidyRules.NoBannedWords, "// HA" + "CK around it");
        Holds(TidyRules.NoBannedWords, All);
    }

    [Fact]
    public void Namespace_is_folder()
    {
        Bites(TidyRules.NamespaceIsFolder, "namespace TradingAgent.Elsewhere;\nclass C { }\n");
        Bites(TidyRules.NamespaceIsFolder, "class C { }\n");
        Holds(TidyRules.NamespaceIsFolder, All);
    }

    [Fact]
    public void The_core_reads_no_clock_and_draws_no_chance()
    {
        Bites(TidyRules.CoreReadsNoClockAndDrawsNoChance, "var r = new Random(1);");
        Bites(TidyRules.CoreReadsNoClockAndDrawsNoChance, "long t = Stopwatch.GetTimestamp();");
        Bites(TidyRules.CoreReadsNoClockAndDrawsNoChance, "var now = DateTimeOffset.UtcNow;");
        Holds(TidyRules.CoreReadsNoClockAndDrawsNoChance, All.Where(file => TidyRules.CoreFolders.Any(
            folder => file.Path.StartsWith(folder + "/", StringComparison.Ordinal))));
    }

    [Fact]
    public void Tests_do_not_sleep()
    {
        Bites(TidyRules.TestsDoNotSleep, "Thread" + ".Sleep(10);");
        Bites(TidyRules.TestsDoNotSleep, "await Task" + ".Delay(10);");
        // A benchmark measures over a span of time; it may let that time pass.
        Holds(TidyRules.TestsDoNotSleep, All.Where(file => file.IsTest &&
            !file.Path.StartsWith("tests/TradingAgent.Benchmarks/", StringComparison.Ordinal)));
    }

    [Fact]
    public void Certificates_are_checked()
    {
        Bites(TidyRules.CertificatesAreChecked, "options.RemoteCertificateValidationCallback = (_, _, _, _) => true;");
        Holds(TidyRules.CertificatesAreChecked, All.Where(file => !file.IsTest));
    }

    [Fact]
    public void Names_say_something()
    {
        Bites(TidyRules.NamesSaySomething, "internal sealed class OrderManager\n{\n}\n");
        Holds(TidyRules.NamesSaySomething, All);
    }

    [Fact]
    public void Words_and_braces_in_strings_and_comments_do_not_count()
    {
        string code = SourceBlanking.Blank("""
            a /* { */ b // }
            "{\"}" @"{""}" '{' $"{{ {c + "}"} }" "" d
            """);
        string left = string.Concat(code.Where(letter => !char.IsWhiteSpace(letter)));
        Assert.Equal("abc+d", left);
    }

    private static string Repeat(string line, int count) => string.Concat(Enumerable.Repeat(line, count));

    private static void Bites(
        Func<SourceFile, IEnumerable<string>> rule, string text, string path = "src/TradingAgent.X/A.cs") =>
        Assert.NotEmpty(rule(new SourceFile(path, text)));

    private static void Holds(Func<SourceFile, IEnumerable<string>> rule, IEnumerable<SourceFile> files)
    {
        string[] violations = [.. files.SelectMany(rule)];
        Assert.True(violations.Length == 0, "House rules broken:\n" + string.Join('\n', violations));
    }
}
