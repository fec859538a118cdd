using System.Runtime.CompilerServices;
using TradingAgent.Quant.Figures;

namespace TradingAgent.Quant.MeanReversion;

/// <summary>
/// z-score of the last value against the mean and the sample deviation of the last ones, itself included. Formed anew
/// at each reading, so rounding cannot drift.
/// </summary>
public struct RollingScore
{
    /// <summary>Longest window.</summary>
    public const int Capacity = 128;

    private Ring _values;
    private int _next;
    private int _count;

    /// <summary>Values held.</summary>
    public readonly int Count => _count;

    /// <summary>Takes a value; one that is not finite changes nothing.</summary>
    public FigureStatus Add(double value)
    {
        if (!double.IsFinite(value))
            return FigureStatus.NotFinite;
        _values[_next] = value;
        _next = (_next + 1) % Capacity;
        _count = Math.Min(_count + 1, Capacity);
        return FigureStatus.Ok;
    }

    /// <summary>Mean of the last so many.</summary>
    public readonly Figure Mean(int window)
    {
        var status = Check(window);
        return status == FigureStatus.Ok ? Figure.Of(MeanOf(window)) : Figure.None(status);
    }

    /// <summary>Sample deviation of the last so many, divisor n - 1.</summary>
    public readonly Figure Deviation(int window)
    {
        var status = Check(window);
        if (status != FigureStatus.Ok)
            return Figure.None(status);
        double mean = MeanOf(window), sum = 0;
        for (var age = 1; age <= window; age++)
        {
            var off = _values[(_next - age + Capacity) % Capacity] - mean;
            sum += off * off;
        }

        return Figure.Of(Math.Sqrt(sum / (window - 1)));
    }

    /// <summary>(last - mean)/deviation; Singular when the values do not vary.</summary>
    public readonly Figure Score(int window)
    {
        var deviation = Deviation(window);
        if (!deviation.HasValue)
            return deviation;
        var off = _values[(_next - 1 + Capacity) % Capacity] - MeanOf(window);
        return deviation.Value > 1e-12 * Math.Abs(MeanOf(window)) && deviation.Value > 0
            ? Figure.Of(off / deviation.Value)
            : Figure.None(FigureStatus.Singular);
    }

    private readonly FigureStatus Check(int window) => window < 2 || window > Capacity ? FigureStatus.OutOfRange
        : _count < window ? FigureStatus.WarmingUp : FigureStatus.Ok;

    private readonly double MeanOf(int window)
    {
        var sum = 0.0;
        for (var age = 1; age <= window; age++)
            sum += _values[(_next - age + Capacity) % Capacity];
        return sum / window;
    }

    [InlineArray(Capacity)]
    private struct Ring
    {
        private double _first;
    }
}
