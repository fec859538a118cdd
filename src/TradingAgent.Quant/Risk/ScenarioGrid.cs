using TradingAgent.Quant.Figures;

namespace TradingAgent.Quant.Risk;

/// <summary>
/// A grid of price × volatility × time: which cell is which, and the worst of their P&amp;L, with an order or without.
/// The axes are the caller's; 9 × 5 × 2 is the least that is useful.
/// </summary>
public readonly ref struct ScenarioGrid
{
    private readonly ReadOnlySpan<double> _priceMoves;
    private readonly ReadOnlySpan<double> _sigmaShifts;
    private readonly ReadOnlySpan<double> _yearsForward;

    /// <summary>Price moves above -1 as shares, relative volatility shifts above -1, times of at least 0.</summary>
    public ScenarioGrid(
        ReadOnlySpan<double> priceMoves, ReadOnlySpan<double> sigmaShifts, ReadOnlySpan<double> yearsForward)
    {
        _priceMoves = priceMoves;
        _sigmaShifts = sigmaShifts;
        _yearsForward = yearsForward;
    }

    /// <summary>±0, 2, 4, 8 and 16 %.</summary>
    public static ReadOnlySpan<double> DefaultPriceMoves =>
        [-0.16, -0.08, -0.04, -0.02, 0, 0.02, 0.04, 0.08, 0.16];

    /// <summary>±0, 25 and 50 %.</summary>
    public static ReadOnlySpan<double> DefaultSigmaShifts => [-0.5, -0.25, 0, 0.25, 0.5];

    /// <summary>Now and in a day.</summary>
    public static ReadOnlySpan<double> DefaultYearsForward => [0, 1.0 / 365];

    /// <summary>Number of cells.</summary>
    public int Count => _priceMoves.Length * _sigmaShifts.Length * _yearsForward.Length;

    /// <summary>A cell, prices running fastest, then volatilities, then times.</summary>
    public Scenario this[int cell]
    {
        get
        {
            var rest = Math.DivRem(cell, _priceMoves.Length, out var price);
            var time = Math.DivRem(rest, _sigmaShifts.Length, out var sigma);
            return new Scenario(1 + _priceMoves[price], _sigmaShifts[sigma], _yearsForward[time]);
        }
    }

    /// <summary>Ok, or why these axes make no grid.</summary>
    public FigureStatus Check()
    {
        if (Count == 0)
            return FigureStatus.OutOfRange;
        foreach (var move in _priceMoves)
        {
            if (!(move > -1) || !double.IsFinite(move))
                return FigureStatus.OutOfRange;
        }

        foreach (var shift in _sigmaShifts)
        {
            if (!(shift > -1) || !double.IsFinite(shift))
                return FigureStatus.OutOfRange;
        }

        foreach (var years in _yearsForward)
        {
            if (!(years >= 0) || !double.IsFinite(years))
                return FigureStatus.OutOfRange;
        }

        return FigureStatus.Ok;
    }

    /// <summary>The worst cell of the P&amp;L.</summary>
    public static WorstCase Worst(ReadOnlySpan<double> profits) => Worst(profits, [], 0);

    /// <summary>
    /// The worst cell with an order added: its P&amp;L per unit in every cell times its quantity. An order passes as a
    /// hedge when this loss is strictly below the one without it.
    /// </summary>
    public static WorstCase Worst(ReadOnlySpan<double> profits, ReadOnlySpan<double> perUnit, double quantity)
    {
        if (profits.Length == 0 || (perUnit.Length != 0 && perUnit.Length != profits.Length))
            return new WorstCase(FigureStatus.OutOfRange, 0, -1);
        var worst = double.PositiveInfinity;
        var at = -1;
        for (var i = 0; i < profits.Length; i++)
        {
            var profit = perUnit.Length == 0 ? profits[i] : profits[i] + (quantity * perUnit[i]);
            if (!double.IsFinite(profit))
                return new WorstCase(FigureStatus.NotFinite, 0, -1);
            if (profit >= worst)
                continue;
            worst = profit;
            at = i;
        }

        return new WorstCase(FigureStatus.Ok, Math.Max(0, -worst), at);
    }
}
