namespace TradingAgent.Quant.Calculator;

/// <summary>
/// How a price calculation went: rows read, and the ones that could not be worked out with their reasons.
/// </summary>
public sealed record PriceReport(int RowCount, IReadOnlyList<RowProblem> Problems)
{
    /// <summary>True when the header could not be used and nothing was written.</summary>
    public bool IsHeaderUnusable => Problems.Count > 0 && Problems[0].Line == 1;

    /// <summary>Rows that carry values.</summary>
    public int ValuedCount => RowCount - (IsHeaderUnusable ? 0 : Problems.Count);
}
