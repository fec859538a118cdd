using TradingAgent.Quant.Figures;
using Xunit;

namespace TradingAgent.UnitTests.Quant.Figures;

public sealed class FigureTests
{
    [Fact]
    public void What_nobody_set_is_missing_and_no_zero()
    {
        Figure figure = default;
        Assert.Equal(FigureStatus.Missing, figure.Status);
        Assert.False(figure.HasValue);
        Assert.Equal(FigureStatus.Missing, Figure.None(FigureStatus.Ok).Status);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void What_is_not_finite_never_leaves(double value)
    {
        var figure = Figure.Of(value);
        Assert.Equal(FigureStatus.NotFinite, figure.Status);
        Assert.Equal(0, figure.Value);
        Assert.Equal(FigureStatus.NotFinite, Figure.Of(1e300).Times(1e300).Status);
        Assert.Equal(FigureStatus.OutOfRange, Figure.Of(-1).SquareRoot().Status);
        Assert.Equal(FigureStatus.WarmingUp, Figure.None(FigureStatus.WarmingUp).Times(2).SquareRoot().Status);
    }
}
