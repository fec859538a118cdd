using System.Runtime.CompilerServices;
using TradingAgent.Quant.Figures;
using TradingAgent.Quant.Maths;

namespace TradingAgent.Quant.Volatility;

/// <summary>
/// Realised variance freed of the quotes' noise by two time scales (Zhang, Mykland and Aït-Sahalia 2005): the mean of
/// the K grids of every K-th tick, less (n-K+1)/(nK) times the variance of all ticks. K is that of the first tick since
/// the reset, 1 to <see cref="StepMax"/>.
/// </summary>
public struct TwoScaleVariance
{
    /// <summary>Longest slow step, ticks.</summary>
    public const int StepMax = 64;

    private Ring _logPrices;
    private double _firstPrice;
    private double _slow;
    private double _fast;
    private long _ticks;
    private long _step;

    /// <summary>Returns taken, one less than ticks.</summary>
    public readonly long Returns => Math.Max(0, _ticks - 1);

    /// <summary>Takes the next price; a step that differs from the first one's is OutOfRange.</summary>
    public FigureStatus Add(double price, int step)
    {
        if (!double.IsFinite(price))
            return FigureStatus.NotFinite;
        if (price <= 0 || step < 1 || step > StepMax || (_ticks > 0 && step != _step))
            return FigureStatus.OutOfRange;
        if (_ticks == 0)
        {
            _firstPrice = price;
            _step = step;
        }

        Take(Elementary.LogRatio(price, _firstPrice));
        return FigureStatus.Ok;
    }

    /// <summary>
    /// Variance of the stretch, never negative; adjusted for the few ticks of a short stretch. WarmingUp below two slow
    /// steps.
    /// </summary>
    public readonly Figure Variance(bool adjusted = true)
    {
        var n = Returns;
        if (_step == 0 || n < 2 * _step)
            return Figure.None(FigureStatus.WarmingUp);
        var share = (n - _step + 1.0) / _step / n;
        if (share >= 1)
            return Figure.None(FigureStatus.OutOfRange);
        var variance = Math.Max(0, (_slow / _step) - (share * _fast));
        return Figure.Of(adjusted ? variance / (1 - share) : variance);
    }

    /// <summary>Forgets everything.</summary>
    public void Reset() => this = default;

    private void Take(double logPrice)
    {
        if (_ticks > 0)
        {
            var r = logPrice - _logPrices[(int)((_ticks - 1) % StepMax)];
            _fast += r * r;
        }

        if (_ticks >= _step)
        {
            var r = logPrice - _logPrices[(int)((_ticks - _step) % StepMax)];
            _slow += r * r;
        }

        _logPrices[(int)(_ticks % StepMax)] = logPrice;
        _ticks++;
    }

    [InlineArray(StepMax)]
    private struct Ring
    {
        private double _first;
    }
}
