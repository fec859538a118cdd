using TradingAgent.Quant.Figures;

namespace TradingAgent.Quant.Solvers;

/// <summary>
/// Factorisation A = LLᵀ of a small symmetric positive definite matrix, row by row in a span, in place: only the lower
/// triangle is read and written.
/// </summary>
public static class Cholesky
{
    /// <summary>Pivots below this share of their diagonal count as zero.</summary>
    private const double PivotShareMin = 1e-14;

    /// <summary>Factors in place; Singular when the matrix is not positive definite to working precision.</summary>
    public static FigureStatus Factor(Span<double> matrix, int size)
    {
        for (var j = 0; j < size; j++)
        {
            var diagonal = matrix[(j * size) + j];
            var pivot = diagonal;
            for (var k = 0; k < j; k++)
                pivot -= matrix[(j * size) + k] * matrix[(j * size) + k];
            if (!double.IsFinite(pivot))
                return FigureStatus.NotFinite;
            if (pivot <= PivotShareMin * diagonal || pivot <= 0)
                return FigureStatus.Singular;
            var root = Math.Sqrt(pivot);
            matrix[(j * size) + j] = root;
            for (var i = j + 1; i < size; i++)
            {
                var sum = matrix[(i * size) + j];
                for (var k = 0; k < j; k++)
                    sum -= matrix[(i * size) + k] * matrix[(j * size) + k];
                matrix[(i * size) + j] = sum / root;
            }
        }

        return FigureStatus.Ok;
    }

    /// <summary>Solves A·x = b in place for a factored matrix.</summary>
    public static void Solve(ReadOnlySpan<double> factor, int size, Span<double> values)
    {
        for (var i = 0; i < size; i++)
        {
            var sum = values[i];
            for (var k = 0; k < i; k++)
                sum -= factor[(i * size) + k] * values[k];
            values[i] = sum / factor[(i * size) + i];
        }

        for (var i = size - 1; i >= 0; i--)
        {
            var sum = values[i];
            for (var k = i + 1; k < size; k++)
                sum -= factor[(k * size) + i] * values[k];
            values[i] = sum / factor[(i * size) + i];
        }
    }
}
