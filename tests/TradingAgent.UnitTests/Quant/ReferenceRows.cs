using System.Globalization;
using System.Text;
using TradingAgent.Quant.Figures;
using Xunit;

namespace TradingAgent.UnitTests.Quant;

/// <summary>A table of high-precision values that may lie beside the repository, by row and column name.</summary>
internal sealed class ReferenceRows
{
    private readonly string[] _names;
    private readonly List<string[]> _rows;

    private ReferenceRows(string[] lines)
    {
        _names = Split(lines[0]);
        _rows = [.. lines.Skip(1).Select(Split)];
    }

    public int Count => _rows.Count;

    public IEnumerable<int> Rows => Enumerable.Range(0, Count);

    /// <summary>A table; where there is none the test is skipped, for it has nothing to compare with.</summary>
    public static ReferenceRows Read(string file)
    {
        string path = Beside.Find(Path.Combine("reference", "quant", file));
        return new ReferenceRows([.. File.ReadAllLines(path).Where(line => line.Length > 0)]);
    }

    /// <summary>Relative agreement, 1e-10 unless said otherwise.</summary>
    public static void Near(double expected, double got, double relative = 1e-10, double absolute = 0)
    {
        var off = Math.Abs(expected - got);
        Assert.True(
            off <= (relative * Math.Abs(expected)) + absolute,
            $"expected {expected:R}, got {got:R}, off by {off / Math.Abs(expected):E2} of it");
    }

    public static void Near(double expected, Figure got, double relative = 1e-10, double absolute = 0)
    {
        Assert.Equal(FigureStatus.Ok, got.Status);
        Near(expected, got.Value, relative, absolute);
    }

    public bool Has(string name) => Array.IndexOf(_names, name) >= 0;

    public string Text(int row, string name) => _rows[row][Array.IndexOf(_names, name)];

    public bool IsBlank(int row, string name) => Text(row, name).Length == 0;

    public double Of(int row, string name) => Parse(Text(row, name));

    public int Whole(int row, string name) => (int)Of(row, name);

    /// <summary>A column from the first row to the last, blanks left out.</summary>
    public double[] Column(string name) => [.. Rows.Where(row => !IsBlank(row, name)).Select(row => Of(row, name))];

    /// <summary>The value of the row whose first columns hold these texts.</summary>
    public double Value(string column, params string[] keys)
    {
        var row = _rows.Single(fields => keys.Index().All(key => fields[key.Index] == key.Item));
        return Parse(row[Array.IndexOf(_names, column)]);
    }

    public static double Parse(string text) => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);

    /// <summary>Fields «p=0.3;ret=1,2» as numbers by name.</summary>
    public static Dictionary<string, double[]> Inputs(string text) => text.Split(';').ToDictionary(
        pair => pair[..pair.IndexOf('=')],
        pair => pair[(pair.IndexOf('=') + 1)..].Split(',').Select(Parse).ToArray());

    private static string[] Split(string line)
    {
        var fields = new List<string>();
        var field = new StringBuilder();
        var quoted = false;
        foreach (var letter in line)
        {
            if (letter == '"')
                quoted = !quoted;
            else if (letter == ',' && !quoted)
            {
                fields.Add(field.ToString());
                field.Clear();
            }
            else
                field.Append(letter);
        }

        fields.Add(field.ToString());
        return [.. fields];
    }
}
