namespace TradingAgent.Quant.Calculator;

/// <summary>A row that could not be worked out. Line counts from 1, which is the header.</summary>
public readonly record struct RowProblem(int Line, string Reason)
{
    /// <inheritdoc/>
    public override string ToString() => $"line {Line}: {Reason}";
}
