using TradingAgent.Quant.Hedging;

namespace TradingAgent.UnitTests.Quant.Hedging;

/// <summary>
/// The hedge problem by trying every combination of corners and free sides, each solved by elimination: slow, simple
/// and exact. The best admissible candidate is the solution of a convex problem.
/// </summary>
internal sealed class NaiveHedge(
    GreekVector exposure, GreekRisk risk, HedgeInstrument[] instruments, bool isDeltaExact)
{
    private readonly int _n = instruments.Length;

    public double[]? Best { get; private set; }

    public double BestObjective { get; private set; } = double.PositiveInfinity;

    public static NaiveHedge Solve(
        GreekVector exposure, GreekRisk risk, HedgeInstrument[] instruments, bool isDeltaExact)
    {
        var hedge = new NaiveHedge(exposure, risk, instruments, isDeltaExact);
        hedge.Try(0, new double[instruments.Length], new int[instruments.Length]);
        return hedge;
    }

    public double Objective(double[] x)
    {
        var sum = risk.Price(Residual(x));
        for (var i = 0; i < _n; i++)
            sum += (0.5 * instruments[i].Ridge * x[i] * x[i]) + (instruments[i].Cost * Math.Abs(x[i]));
        return sum;
    }

    private GreekVector Residual(double[] x) => new(
        exposure.Delta + instruments.Select((one, i) => one.Greeks.Delta * x[i]).Sum(),
        exposure.Gamma + instruments.Select((one, i) => one.Greeks.Gamma * x[i]).Sum(),
        exposure.Vega + instruments.Select((one, i) => one.Greeks.Vega * x[i]).Sum());

    /// <summary>Sides: 0 rests at x, +1 and -1 free there.</summary>
    private void Try(int index, double[] x, int[] sides)
    {
        if (index == _n)
        {
            Judge(x, sides);
            return;
        }

        var one = instruments[index];
        foreach (var corner in new[] { one.Low, 0, one.High }.Distinct().Where(c => c >= one.Low && c <= one.High))
        {
            x[index] = corner;
            sides[index] = 0;
            Try(index + 1, x, sides);
        }

        foreach (var side in one.Cost > 0 ? new[] { 1, -1 } : [1])
        {
            x[index] = 0;
            sides[index] = side;
            Try(index + 1, x, sides);
        }
    }

    private void Judge(double[] corners, int[] sides)
    {
        var x = (double[])corners.Clone();
        var free = Enumerable.Range(0, _n).Where(i => sides[i] != 0).ToArray();
        if (free.Length > 0 && !SolveFace(x, sides, free))
            return;
        for (var i = 0; i < _n; i++)
        {
            var wrongSide = instruments[i].Cost > 0 && sides[i] * x[i] < -1e-12;
            if (wrongSide || x[i] < instruments[i].Low - 1e-12 || x[i] > instruments[i].High + 1e-12)
                return;
        }

        var delta = Residual(x).Delta;
        if (isDeltaExact && Math.Abs(delta) > 1e-9 * (1 + Math.Abs(exposure.Delta)))
            return;
        var objective = Objective(x);
        if (objective >= BestObjective)
            return;
        BestObjective = objective;
        Best = x;
    }

    private bool SolveFace(double[] x, int[] sides, int[] free)
    {
        var isTied = isDeltaExact && free.Any(i => instruments[i].Greeks.Delta != 0);
        var size = free.Length + (isTied ? 1 : 0);
        var rows = new double[size][];
        var resting = Residual(x);
        for (var i = 0; i < free.Length; i++)
        {
            var one = instruments[free[i]];
            rows[i] = new double[size + 1];
            for (var k = 0; k < free.Length; k++)
                rows[i][k] = risk.Product(one.Greeks, instruments[free[k]].Greeks) + (i == k ? one.Ridge : 0);
            if (isTied)
                rows[i][size - 1] = one.Greeks.Delta;
            rows[i][size] = -(risk.Product(one.Greeks, resting) + (sides[free[i]] * one.Cost));
        }

        if (isTied)
            rows[^1] = [.. free.Select(i => instruments[i].Greeks.Delta), 0, -resting.Delta];
        if (!Eliminate(rows))
            return false;
        for (var i = 0; i < free.Length; i++)
            x[free[i]] = rows[i][size];
        return true;
    }

    private static bool Eliminate(double[][] rows)
    {
        for (var c = 0; c < rows.Length; c++)
        {
            var pivot = Enumerable.Range(c, rows.Length - c).MaxBy(r => Math.Abs(rows[r][c]));
            (rows[c], rows[pivot]) = (rows[pivot], rows[c]);
            if (Math.Abs(rows[c][c]) < 1e-12)
                return false;
            var lead = rows[c][c];
            for (var k = 0; k <= rows.Length; k++)
                rows[c][k] /= lead;
            for (var r = 0; r < rows.Length; r++)
            {
                var factor = r == c ? 0 : rows[r][c];
                for (var k = 0; k <= rows.Length && factor != 0; k++)
                    rows[r][k] -= factor * rows[c][k];
            }
        }

        return true;
    }
}
