using System.Xml.Linq;
using Xunit;

namespace TradingAgent.UnitTests.Tidy;

/// <summary>
/// The walls of the house: which project may use which, and that the core uses the base library alone.
/// </summary>
public sealed class ProjectReferenceTests
{
    /// <summary>Direct references allowed beside Domain, which everyone may use.</summary>
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Domain"] = [],
        ["Quant"] = [],
        ["Engine"] = ["Quant"],
        ["Exchange"] = ["Quant"],
        ["Venues"] = [],
        ["Venues.*"] = ["Venues"],
        ["Runtime"] = ["Engine", "Venues"],
        ["ExchangeServer"] = ["Exchange"],
        ["Simulation"] = ["Runtime", "Engine", "Exchange", "Venues", "Quant"],
        ["Host"] = ["*"],
    };

    private static readonly string[] Core = ["Domain", "Quant", "Engine", "Exchange"];

    [Fact]
    public void Projects_reference_only_what_their_layer_allows()
    {
        Assert.NotEmpty(Violations("ExchangeServer", ["Exchange", "Venues"]));
        Assert.NotEmpty(Violations("Venues.Bybit", ["Venues", "Venues.Binance"]));
        Assert.NotEmpty(Violations("Engine", ["Venues"]));
        Assert.NotEmpty(Violations("Exchange", ["Engine"]));
        Assert.NotEmpty(Violations("Runtime", ["Host"]));
        Assert.NotEmpty(Violations("Quant", ["Engine"]));
        string[] violations = [.. Projects().SelectMany(project => Violations(project.Name, project.References))];
        Assert.True(violations.Length == 0, string.Join('\n', violations));
    }

    [Fact]
    public void The_core_uses_no_package_and_is_watched_by_the_analyser()
    {
        foreach ((string name, string[] _, XDocument document) in Projects())
        {
            if (!Core.Contains(name)) continue;
            Assert.Empty(document.Descendants("PackageReference"));
            Assert.Empty(document.Descendants("FrameworkReference"));
            Assert.Equal("core", document.Descendants("Layer").Single().Value);
        }
    }

    [Fact]
    public void Every_project_of_the_folder_is_in_the_solution_unless_it_is_optional()
    {
        string solution = File.ReadAllText(Path.Combine(RepositoryFolder.Path, "TradingAgent.sln"));
        Assert.All(Projects(), project => Assert.True(
            solution.Contains($"TradingAgent.{project.Name}.csproj", StringComparison.Ordinal)
                != project.Document.Descendants("IsOptional").Any(),
            $"{project.Name} is either in the solution or optional, whose packages a plain build must not need"));
    }

    private static IEnumerable<string> Violations(string project, IEnumerable<string> references)
    {
        string row = project.StartsWith("Venues.", StringComparison.Ordinal) ? "Venues.*" : project;
        if (!Allowed.TryGetValue(row, out string[]? allowed))
            return [$"{project} has no row in the table of layers"];
        return references
            .Where(used => used == "Host" || (used != "Domain" && !allowed.Contains("*") && !allowed.Contains(used)))
            .Select(used => $"{project} must not reference {used}");
    }

    private static IEnumerable<(string Name, string[] References, XDocument Document)> Projects()
    {
        string sources = Path.Combine(RepositoryFolder.Path, "src");
        foreach (string file in Directory.EnumerateFiles(sources, "*.csproj", SearchOption.AllDirectories).Order())
        {
            XDocument document = XDocument.Load(file);
            string[] references = [.. document.Descendants("ProjectReference").Select(NameOf)];
            yield return (ShortName(Path.GetFileNameWithoutExtension(file)), references, document);
        }
    }

    private static string NameOf(XElement reference) =>
        ShortName(Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')));

    private static string ShortName(string project) => project["TradingAgent.".Length..];
}
