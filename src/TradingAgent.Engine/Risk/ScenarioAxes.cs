using TradingAgent.Quant.Risk;

namespace TradingAgent.Engine.Risk;

/// <summary>
/// The axes of the engine's scenario grid: nine prices, five volatilities, two times. Cells run over prices fastest; a
/// block is the nine cells of one volatility and one time.
/// </summary>
internal static class ScenarioAxes
{
    public const int Moves = 9;
    public const int Blocks = 10;
    public const int Cells = Moves * Blocks;

    /// <summary>The cell in which nothing has changed.</summary>
    public const int Still = (2 * Moves) + 4;

    /// <summary>A volatility moves by at least so much: half of a low one is no stress.</summary>
    public const double ShiftMin = 0.05;

    /// <summary>No volatility falls below this.</summary>
    public const double SigmaMin = 0.01;

    public static ReadOnlySpan<double> PriceMoves => ScenarioGrid.DefaultPriceMoves;

    public static Scenario CellAt(int cell) => new ScenarioGrid(
        ScenarioGrid.DefaultPriceMoves, ScenarioGrid.DefaultSigmaShifts, ScenarioGrid.DefaultYearsForward)[cell];
}
