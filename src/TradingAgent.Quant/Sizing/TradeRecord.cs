using TradingAgent.Quant.Figures;

namespace TradingAgent.Quant.Sizing;

/// <summary>
/// Edge and odds of trades, each as its P&amp;L over the risk it took. Counts and sums only, so that the state is a few
/// numbers; a trade of exactly zero counts as a loss of nothing.
/// </summary>
public struct TradeRecord
{
    private double _gains;
    private double _losses;
    private double _mean;
    private double _squares;
    private long _wins;
    private long _count;

    /// <summary>Trades taken.</summary>
    public readonly long Count => _count;

    /// <summary>Share of trades that gained.</summary>
    public readonly Figure WinProbability => _count == 0 ? NotYet : Figure.Of((double)_wins / _count);

    /// <summary>Mean of the gains, positive.</summary>
    public readonly Figure MeanGain => _wins == 0 ? NotYet : Figure.Of(_gains / _wins);

    /// <summary>Mean of the losses, as a positive number.</summary>
    public readonly Figure MeanLoss => _count == _wins ? NotYet : Figure.Of(_losses / (_count - _wins));

    /// <summary>Mean over standard deviation of one trade: the Sharpe ratio a trade.</summary>
    public readonly Figure SharpePerTrade =>
        _count < 2 || _squares <= 0 ? NotYet : Figure.Of(_mean / Math.Sqrt(_squares / (_count - 1)));

    private static Figure NotYet => Figure.None(FigureStatus.WarmingUp);

    /// <summary>Takes a closed trade.</summary>
    public FigureStatus Add(double profitOverRisk)
    {
        if (!double.IsFinite(profitOverRisk))
            return FigureStatus.NotFinite;
        _count++;
        var off = profitOverRisk - _mean;
        _mean += off / _count;
        _squares += off * (profitOverRisk - _mean);
        if (profitOverRisk > 0)
        {
            _wins++;
            _gains += profitOverRisk;
        }
        else
            _losses -= profitOverRisk;
        return FigureStatus.Ok;
    }
}
