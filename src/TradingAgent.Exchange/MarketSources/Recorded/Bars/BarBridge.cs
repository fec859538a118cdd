using TradingAgent.Exchange.MarketSources.Generated;
using TradingAgent.Quant.Maths;

namespace TradingAgent.Exchange.MarketSources.Recorded.Bars;

/// <summary>
/// A path through a bar: a Brownian bridge from open to close, what of it is above or below both stretched to the bar's
/// extremes, so that it reaches each and never leaves the bar, and is as restless on every scale as the market was.
/// Depends on the seed and the bar alone, so that a start in the middle of a recording finds the same path.
/// </summary>
/// <param name="seed">Chooses the paths.</param>
/// <param name="points">Of each, four or more.</param>
public sealed class BarBridge(ulong seed, int points)
{
    /// <summary>Draws to choose from: the one that has to be stretched least.</summary>
    private const int Draws = 8;

    private readonly double[] _draw = new double[points];
    private double[] _prices = new double[points];
    private double[] _next = new double[points];

    /// <summary>Prices at equal distances; the first is the open, the last the close.</summary>
    public ReadOnlySpan<double> Prices => _prices;

    public void Fill(in Bar bar)
    {
        Chance chance;
        unchecked
        {
            chance = new Chance(seed ^ ((ulong)bar.Start.Nanoseconds * 0x9e3779b97f4a7c15UL));
        }
        double least = double.PositiveInfinity;
        for (int i = 0; i < Draws; i++)
        {
            Draw(bar, chance);
            double stretch = Stretch(bar, chance);
            if (i > 0 && stretch >= least) continue;
            least = stretch;
            (_prices, _next) = (_next, _prices);
        }
    }

    /// <summary>A bridge that knows of open and close alone, one step at a time.</summary>
    private void Draw(in Bar bar, Chance chance)
    {
        int last = points - 1;
        double deviation = StepDeviation(bar);
        _draw[0] = bar.Open;
        _draw[last] = bar.Close;
        for (int i = 1; i < last; i++)
        {
            // Drift towards the far end, variance shrinking as it nears.
            double left = last - i + 1;
            double towards = _draw[i - 1] + ((bar.Close - _draw[i - 1]) / left);
            _draw[i] = towards + (deviation * Math.Sqrt((left - 1) / left) * chance.Normal());
        }
    }

    /// <summary>The draw as it fits the bar, into the next path; how much it had to be stretched for that.</summary>
    private double Stretch(in Bar bar, Chance chance)
    {
        double top = Math.Max(bar.Open, bar.Close);
        double bottom = Math.Min(bar.Open, bar.Close);
        ReadOnlySpan<double> inner = _draw.AsSpan(1, points - 2);
        int highest = IndexOf(inner, highest: true);
        int lowest = IndexOf(inner, highest: false);
        double above = inner[highest] - top;
        double below = bottom - inner[lowest];
        double up = above > 0 ? (bar.High - top) / above : 1;
        double down = below > 0 ? (bottom - bar.Low) / below : 1;
        _next[0] = bar.Open;
        _next[^1] = bar.Close;
        for (int i = 0; i < inner.Length; i++)
        {
            double price = inner[i];
            if (price > top) price = top + ((price - top) * up);
            else if (price < bottom) price = bottom - ((bottom - price) * down);
            _next[i + 1] = Math.Clamp(price, bar.Low, bar.High);
        }
        double range = bar.High - bar.Low;
        if (range == 0) return 0;
        // A draw that does not leave the way from open to close reaches the extreme where it may.
        if (highest == lowest) lowest = (highest + 1 + chance.Below(inner.Length - 1)) % inner.Length;
        if (bar.High > top) _next[highest + 1] = bar.High;
        if (bar.Low < bottom) _next[lowest + 1] = bar.Low;
        return (Math.Abs(Math.Max(0, above) - (bar.High - top)) + Math.Abs(Math.Max(0, below) - (bottom - bar.Low)))
            / range;
    }

    private static int IndexOf(ReadOnlySpan<double> prices, bool highest)
    {
        int found = 0;
        for (int i = 1; i < prices.Length; i++)
            if (highest ? prices[i] > prices[found] : prices[i] < prices[found]) found = i;
        return found;
    }

    /// <summary>Deviation of one step, USD: from the range, ln(H/L)²/(4 ln 2) (Parkinson 1980).</summary>
    private double StepDeviation(in Bar bar)
    {
        double range = Elementary.Log(bar.High / bar.Low);
        return bar.Close * range / Math.Sqrt(4 * 0.6931471805599453 * (points - 1));
    }
}
