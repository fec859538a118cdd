using Xunit;

namespace TradingAgent.VenueConformance;

/// <summary>A README's table of what its venues' adapters do: features down, products across.</summary>
internal sealed class CapabilityTable
{
    private const string Heading = "| feature |";

    private readonly Dictionary<string, int> _columns;
    private readonly List<(string Feature, string[] Cells)> _rows;

    private CapabilityTable(Dictionary<string, int> columns, List<(string, string[])> rows) =>
        (_columns, _rows) = (columns, rows);

    public IEnumerable<string> Features => _rows.Select(row => row.Feature);

    /// <summary>The one, of the READMEs that were copied beside the tests, with a column of that adapter.</summary>
    public static CapabilityTable Of(string adapter) =>
        Directory.EnumerateFiles(AppContext.BaseDirectory, "README*.md").Select(Read).Single(
            table => table._columns.Keys.Any(title => title.StartsWith(adapter + " ", StringComparison.Ordinal)));

    private static CapabilityTable Read(string path)
    {
        string[] lines = File.ReadAllLines(path);
        int at = Array.FindIndex(lines, line => line.StartsWith(Heading, StringComparison.Ordinal));
        Assert.True(at >= 0, $"{path} has no table of capabilities");
        string[] titles = Cells(lines[at]);
        var columns = titles.Select((title, i) => (title, i)).Skip(1).ToDictionary(p => p.title, p => p.i);
        var rows = new List<(string, string[])>();
        for (int i = at + 2; lines[i].StartsWith('|'); i++)
        {
            string[] cells = Cells(lines[i]);
            Assert.Equal(titles.Length, cells.Length);
            rows.Add((cells[0], cells));
        }
        return new CapabilityTable(columns, rows);
    }

    /// <summary>One cell: <c>yes</c>, <c>not offered</c>, <c>not used</c>, or a dash where it makes no sense.</summary>
    public string this[string feature, string product]
    {
        get
        {
            string[] cells = _rows.Single(row => row.Feature == feature).Cells;
            string cell = cells[_columns[product]];
            Assert.Contains(cell, (string[])["yes", "not offered", "not used", "-"]);
            return cell;
        }
    }

    private static string[] Cells(string line) => [.. line.Trim().Trim('|').Split('|').Select(cell => cell.Trim())];
}
