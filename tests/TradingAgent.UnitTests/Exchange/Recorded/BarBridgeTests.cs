using TradingAgent.Exchange.MarketSources.Generated;
using TradingAgent.Exchange.MarketSources.Recorded.Bars;
using TradingAgent.Quant.Maths;
using Xunit;

namespace TradingAgent.UnitTests.Exchange.Recorded;

/// <summary>The way through a bar: over its four prices, and as restless as the market was that made it.</summary>
public sealed class BarBridgeTests
{
    private const int Ticks = 60;
    private const int Bars = 4000;
    private static readonly Duration Length = Duration.FromSeconds(60);

    [Theory]
    [InlineData(30, 1)]
    [InlineData(30, 8)]
    [InlineData(60, 1)]
    [InlineData(60, 8)]
    [InlineData(180, 1)]
    [InlineData(180, 30)]
    public void It_varies_as_much_as_the_market_did_on_every_scale(int points, int step)
    {
        double market = 0;
        double bridged = 0;
        var bridge = new BarBridge(7, points);
        foreach ((Bar bar, double squares) in Walk())
        {
            market += squares;
            bridge.Fill(bar);
            ReadOnlySpan<double> prices = bridge.Prices;
            int count = (prices.Length - 1) / step;
            double sum = 0;
            for (int i = 1; i <= count; i++) sum += Square(prices[i * step], prices[(i - 1) * step]);
            bridged += sum * (prices.Length - 1) / (count * step);
        }
        // The range of a walk of few ticks is smaller than that of what it stands for, by up to a tenth here; and few
        // points have to reach as far as many.
        Assert.InRange(Math.Sqrt(bridged / market), 0.88, 1.08);
    }

    [Fact]
    public void It_goes_over_all_four_prices_and_never_leaves_them()
    {
        var bridge = new BarBridge(3, 30);
        foreach ((Bar bar, _) in Walk().Take(200))
        {
            bridge.Fill(bar);
            double[] prices = bridge.Prices.ToArray();
            Assert.Equal((bar.Open, bar.Close), (prices[0], prices[^1]));
            Assert.Equal((bar.Low, bar.High), (prices.Min(), prices.Max()));
        }
    }

    [Fact]
    public void A_bar_of_one_price_stands_still()
    {
        var bridge = new BarBridge(3, 12);
        bridge.Fill(new Bar(Timestamp.FromMilliseconds(0), Length, 100, 100, 100, 100, 1, 0));
        Assert.All(bridge.Prices.ToArray(), price => Assert.Equal(100, price));
    }

    [Fact]
    public void Four_points_are_the_four_prices()
    {
        var bridge = new BarBridge(3, 4);
        bridge.Fill(new Bar(Timestamp.FromMilliseconds(0), Length, 100, 110, 90, 105, 1, 0));
        Assert.Equal([90, 100, 105, 110], bridge.Prices.ToArray().Order());
    }

    /// <summary>Bars of a random walk, with the sum of its squared returns.</summary>
    private static IEnumerable<(Bar Bar, double Squares)> Walk()
    {
        var chance = new Chance(11);
        double price = 100_000;
        for (int i = 0; i < Bars; i++)
        {
            (double open, double high, double low, double squares) = (price, price, price, 0);
            for (int tick = 0; tick < Ticks; tick++)
            {
                double before = price;
                price *= Elementary.Exp(0.0001 * chance.Normal());
                (high, low) = (Math.Max(high, price), Math.Min(low, price));
                squares += Square(price, before);
            }
            var start = Timestamp.FromMilliseconds(i * 60_000L);
            yield return (new Bar(start, Length, open, high, low, price, 1, 0), squares);
        }
    }

    private static double Square(double to, double from)
    {
        double change = Elementary.LogRatio(to, from);
        return change * change;
    }
}
