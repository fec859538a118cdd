using System.Text.Json;
using System.Text.RegularExpressions;
using TradingAgent.Engine.Scaling.Policies;
using Xunit;

namespace TradingAgent.UnitTests.Host.Configuration;

/// <summary>What the README tells people to configure is what the validator takes.</summary>
public sealed partial class ReadmeSnippetTests
{
    private static readonly string Text = File.ReadAllText(Path.Combine(Tidy.RepositoryFolder.Path, "README.md"));

    public static TheoryData<string> Rows { get; } = [.. PolicyList.All.Select(policy => policy.Name)];

    public static TheoryData<string> Blocks { get; } =
        [.. JsonBlock().Matches(Text).Select(found => found.Groups[1].Value)];

    [Theory]
    [MemberData(nameof(Rows))]
    public void Every_policy_has_one_row_with_formula_use_ruin_and_a_start_that_is_valid(string policy)
    {
        string row = Assert.Single(
            Text.Split('\n'), line => line.StartsWith($"| `{policy}` |", StringComparison.Ordinal));
        string[] cells = [.. CellBorder().Split(row.Trim().Trim('|')).Select(cell => cell.Trim())];
        Assert.Equal(5, cells.Length);
        Assert.All(cells, cell => Assert.NotEmpty(cell));
        string snippet = cells[4].Trim('`');
        // What must not be without another policy is shown with it.
        using JsonDocument read = JsonDocument.Parse($"[{snippet}]");
        Assert.Equal(policy, read.RootElement[0].GetProperty("Policy").GetString());
        Assert.Empty(Errors($$"""{ "Scaling": { "Policies": [ {{snippet}} ] } }"""));
    }

    [Fact]
    public void The_readme_has_blocks_of_configuration() => Assert.True(Blocks.Count >= 2);

    [Theory]
    [MemberData(nameof(Blocks))]
    public void Every_block_of_configuration_is_valid(string block) =>
        Assert.Empty(Errors(block.TrimStart().StartsWith('{') ? block : "{" + block + "}"));

    [Fact]
    public void A_broken_snippet_is_noticed() => Assert.NotEmpty(
        Errors("""{ "Scaling": { "Policies": [ { "Policy": "kelly", "Drfit": 0.3 } ] } }"""));

    /// <summary>With both coins in scope, as in the demo.</summary>
    private static IReadOnlyList<string> Errors(string json) => ConfigurationText.Errors(
        json.Insert(
            json.IndexOf('{', StringComparison.Ordinal) + 1, """ "Scope": { "Underlyings": ["BTC", "ETH"] }, """));

    [GeneratedRegex(@"(?s)```json\n(.*?)```")]
    private static partial Regex JsonBlock();

    /// <summary>A bar that is not escaped.</summary>
    [GeneratedRegex(@"(?<!\\)\|")]
    private static partial Regex CellBorder();
}
