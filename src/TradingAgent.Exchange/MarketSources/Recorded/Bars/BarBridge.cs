using TradingAgent.Exchange.MarketSources.Generated;
using TradingAgent.Quant.Maths;

namespace TradingAgent.Exchange.MarketSources.Recorded.Bars;

/// <summary>
/// A path through a bar: from open to close over both extremes, with a random bridge between these four points that
/// never leaves the bar. Depends on the seed and the bar alone, so that a start in the middle of a recording finds the
/// same path.
/// </summary>
public sealed class BarBridge(ulong seed, int points)
{
    private readonly double[] _prices = new double[points];

    /// <summary>Prices at equal distances; the first is the open, the last the close.</summary>
    public ReadOnlySpan<double> Prices => _prices;

    public void Fill(in Bar bar)
    {
        Chance chance;
        unchecked
        {
            chance = new Chance(seed ^ ((ulong)bar.Start.Nanoseconds * 0x9e3779b97f4a7c15UL));
        }
        bool rises = bar.Close >= bar.Open;
        // A rising bar has usually been at its low first.
        bool lowFirst = chance.Uniform() < (rises ? 0.75 : 0.25);
        int last = points - 1;
        int first = 1 + chance.Below((points - 2) / 2);
        int second = first + 1 + chance.Below(last - first - 1);
        double deviation = StepDeviation(bar);
        _prices[0] = bar.Open;
        _prices[first] = lowFirst ? bar.Low : bar.High;
        _prices[second] = lowFirst ? bar.High : bar.Low;
        _prices[last] = bar.Close;
        Between(0, first, deviation, bar, chance);
        Between(first, second, deviation, bar, chance);
        Between(second, last, deviation, bar, chance);
    }

    /// <summary>Deviation of one step, USD: from the range, ln(H/L)²/(4 ln 2) (Parkinson 1980).</summary>
    private double StepDeviation(in Bar bar)
    {
        double range = Elementary.Log(bar.High / bar.Low);
        return bar.Close * range / Math.Sqrt(4 * 0.6931471805599453 * points);
    }

    private void Between(int from, int to, double deviation, in Bar bar, Chance chance)
    {
        for (int i = from + 1; i < to; i++)
        {
            // A Brownian bridge, one step at a time: drift towards the far end, variance shrinking as it nears.
            double left = to - i + 1;
            double towards = _prices[i - 1] + ((_prices[to] - _prices[i - 1]) / left);
            double step = deviation * Math.Sqrt((left - 1) / left) * chance.Normal();
            _prices[i] = Math.Clamp(towards + step, bar.Low, bar.High);
        }
    }
}
