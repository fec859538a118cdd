using System.Text;
using TradingAgent.Venues.Bybit.Setup;
using TradingAgent.Venues.Setup;

namespace TradingAgent.Host.Observability;

/// <summary>What a check found, for a terminal and for a script that greps.</summary>
internal static class CheckTable
{
    public static string Render(IReadOnlyList<CheckRow> rows)
    {
        int width = rows.Count == 0 ? 0 : rows.Max(row => row.Subject.Length);
        var table = new StringBuilder();
        foreach (CheckRow row in rows)
        {
            table.Append($"  {Word(row.State),-7}  {row.Subject.PadRight(width)}  {row.Finding}\n");
            if (row.Remedy.Length > 0 && row.State != CheckState.Right)
                table.Append(' ', width + 13).Append("-> ").Append(row.Remedy).Append('\n');
        }
        int wrong = rows.Count(row => row.State == CheckState.Wrong);
        int notes = rows.Count(row => row.State is CheckState.Note or CheckState.Unknown);
        string said = notes == 1 ? "1 thing" : $"{notes} things";
        table.Append(wrong == 0 ? $"Ready; {said} to know." : $"Not ready: {wrong} wrong; {said} to know.");
        return table.ToString();
    }

    private static string Word(CheckState state) => state switch
    {
        CheckState.Right => "right",
        CheckState.Note => "note",
        CheckState.Wrong => "WRONG",
        _ => "unknown",
    };
}
