using TradingAgent.Quant.Figures;
using TradingAgent.Quant.Solvers;
using Xunit;

namespace TradingAgent.UnitTests.Quant.Solvers;

public sealed class CholeskyTests
{
    [Fact]
    public void The_solution_satisfies_the_equations()
    {
        double[] matrix = [4, 0, 0, 2, 5, 0, 1, -1, 3];
        double[] values = [7, -2, 0.5];
        Assert.Equal(FigureStatus.Ok, Cholesky.Factor(matrix, 3));
        Cholesky.Solve(matrix, 3, values);
        Assert.Equal(7, (4 * values[0]) + (2 * values[1]) + values[2], 1e-14);
        Assert.Equal(-2, (2 * values[0]) + (5 * values[1]) - values[2], 1e-14);
        Assert.Equal(0.5, values[0] - values[1] + (3 * values[2]), 1e-14);
    }

    [Fact]
    public void A_matrix_that_is_not_definite_is_named()
    {
        Assert.Equal(FigureStatus.Singular, Cholesky.Factor([1, 0, 1, 1], 2));
        Assert.Equal(FigureStatus.Singular, Cholesky.Factor([1, 0, 2, 1], 2));
        Assert.Equal(FigureStatus.Singular, Cholesky.Factor([0], 1));
        Assert.Equal(FigureStatus.NotFinite, Cholesky.Factor([double.NaN], 1));
    }
}
