using TradingAgent.Quant.Figures;
using TradingAgent.Quant.Maths;

namespace TradingAgent.Quant.Volatility;

/// <summary>
/// Sums over the ticks of one stretch: realised variance Σr², bipower variation π/2·Σ|rᵢ||rᵢ₋₁| (robust to jumps) and
/// the variance of the quotes' noise. Reset starts the next stretch.
/// </summary>
public struct RealisedVariance
{
    private const double HalfPi = 1.5707963267948966;

    private double _price;
    private double _lastReturn;
    private double _squares;
    private double _products;
    private long _ticks;

    /// <summary>Returns taken, one less than ticks.</summary>
    public readonly long Returns => Math.Max(0, _ticks - 1);

    /// <summary>Σr², the noise included.</summary>
    public readonly Figure Variance => Returns == 0 ? Figure.None(FigureStatus.WarmingUp) : Figure.Of(_squares);

    /// <summary>Variance without jumps.</summary>
    public readonly Figure Bipower =>
        Returns < 2 ? Figure.None(FigureStatus.WarmingUp) : Figure.Of(HalfPi * _products);

    /// <summary>Share of the variance that came in jumps, in [0, 1].</summary>
    public readonly Figure JumpShare => Returns < 2 || _squares <= 0
        ? Figure.None(FigureStatus.WarmingUp)
        : Figure.Of(Math.Max(0, 1 - (HalfPi * _products / _squares)));

    /// <summary>Variance of the noise of one price, Σr²/(2n): right when noise outweighs the moves.</summary>
    public readonly Figure NoiseVariance =>
        Returns == 0 ? Figure.None(FigureStatus.WarmingUp) : Figure.Of(_squares / (2 * Returns));

    /// <summary>Takes the next price.</summary>
    public FigureStatus Add(double price)
    {
        if (!double.IsFinite(price))
            return FigureStatus.NotFinite;
        if (price <= 0)
            return FigureStatus.OutOfRange;
        if (_ticks > 0)
        {
            var r = Elementary.LogRatio(price, _price);
            _squares += r * r;
            _products += Math.Abs(r * _lastReturn);
            _lastReturn = r;
        }

        _price = price;
        _ticks++;
        return FigureStatus.Ok;
    }

    /// <summary>Forgets everything.</summary>
    public void Reset() => this = default;
}
