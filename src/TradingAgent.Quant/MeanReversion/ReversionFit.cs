using TradingAgent.Quant.Figures;

namespace TradingAgent.Quant.MeanReversion;

/// <summary>
/// Least squares of each value on the one before it, streaming and centred, old pairs forgotten by a factor a step.
/// </summary>
public struct ReversionFit
{
    private double _weight;
    private double _meanX;
    private double _meanY;
    private double _squaresX;
    private double _squaresY;
    private double _products;
    private double _last;
    private long _count;

    /// <summary>Values taken.</summary>
    public readonly long Count => _count;

    /// <summary>Takes the next value; decay in (0, 1], 1 forgets nothing.</summary>
    public FigureStatus Add(double value, double decay = 1)
    {
        if (!double.IsFinite(value))
            return FigureStatus.NotFinite;
        if (!(decay > 0 && decay <= 1))
            return FigureStatus.OutOfRange;
        if (_count > 0)
            Pair(_last, value, decay);
        _last = value;
        _count++;
        return FigureStatus.Ok;
    }

    /// <summary>The process behind values δt apart; WarmingUp below so many values.</summary>
    public readonly OrnsteinUhlenbeck Estimate(double timeStep, long valuesMin = 20)
    {
        if (_count < Math.Max(3, valuesMin))
            return OrnsteinUhlenbeck.None(FigureStatus.WarmingUp);
        if (_squaresX <= 0)
            return OrnsteinUhlenbeck.None(FigureStatus.Singular);
        var slope = _products / _squaresX;
        var residual = Math.Max(0, _squaresY - (slope * _products)) / _weight;
        return OrnsteinUhlenbeck.From(slope, _meanY - (slope * _meanX), residual, timeStep);
    }

    private void Pair(double x, double y, double decay)
    {
        var old = decay * _weight;
        _weight = old + 1;
        double offX = x - _meanX, offY = y - _meanY;
        var share = old / _weight;
        _squaresX = (decay * _squaresX) + (share * offX * offX);
        _squaresY = (decay * _squaresY) + (share * offY * offY);
        _products = (decay * _products) + (share * offX * offY);
        _meanX += offX / _weight;
        _meanY += offY / _weight;
    }
}
