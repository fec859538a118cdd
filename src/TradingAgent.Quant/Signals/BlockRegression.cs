using TradingAgent.Quant.Figures;

namespace TradingAgent.Quant.Signals;

/// <summary>
/// Least squares of one figure on another with an intercept, streaming: price change on order flow gives the impact of
/// a lot (Kyle's λ), about one over twice the depth.
/// </summary>
public struct BlockRegression
{
    private double _meanX;
    private double _meanY;
    private double _squaresX;
    private double _squaresY;
    private double _products;
    private long _count;

    /// <summary>Pairs taken.</summary>
    public readonly long Count => _count;

    /// <summary>Rise of y for one of x.</summary>
    public readonly Figure Slope => Of(_products / _squaresX);

    /// <summary>y at x = 0.</summary>
    public readonly Figure Intercept => Of(_meanY - (_products / _squaresX * _meanX));

    /// <summary>Share of the variance of y that is explained.</summary>
    public readonly Figure Explained => Of(_squaresY > 0 ? _products * _products / (_squaresX * _squaresY) : 0);

    /// <summary>Standard error of the slope.</summary>
    public readonly Figure SlopeError => Of(Math.Sqrt(
        Math.Max(0, _squaresY - (_products * _products / _squaresX)) / (_count - 2) / _squaresX));

    /// <summary>Takes a pair; one that is not finite changes nothing.</summary>
    public FigureStatus Add(double x, double y)
    {
        if (!double.IsFinite(x) || !double.IsFinite(y))
            return FigureStatus.NotFinite;
        _count++;
        double offX = x - _meanX, offY = y - _meanY;
        _meanX += offX / _count;
        _meanY += offY / _count;
        _squaresX += offX * (x - _meanX);
        _squaresY += offY * (y - _meanY);
        _products += offX * (y - _meanY);
        return FigureStatus.Ok;
    }

    private readonly Figure Of(double value) => _count < 3 ? Figure.None(FigureStatus.WarmingUp)
        : _squaresX > 0 ? Figure.Of(value) : Figure.None(FigureStatus.Singular);
}
