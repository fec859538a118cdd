using TradingAgent.Domain.Time;
using TradingAgent.Exchange.MarketSources.Recorded.Bars;
using TradingAgent.Simulation.Studies.Paths;
using Xunit;

namespace TradingAgent.UnitTests.Simulation.Studies;

public sealed class PathTests
{
    private static readonly Duration Step = Duration.FromSeconds(10);

    [Theory]
    [InlineData("brownian", 0.57, 0.63)]
    [InlineData("jumps", 0.58, 0.85)]
    public void A_path_has_the_volatility_it_is_told(string kind, double low, double high)
    {
        var path = new DiffusionPath(DiffusionSettings.Named(kind, 100, 0.6), 3, Step, 0);
        double sum = 0;
        const int steps = 200_000;
        for (int i = 0; i < steps; i++)
        {
            double before = path.Price;
            Assert.True(path.TryStep(0));
            double move = Math.Log(path.Price / before);
            sum += move * move;
        }
        Assert.InRange(Math.Sqrt(sum / steps * 365 * 8640), low, high);
    }

    [Fact]
    public void Coins_that_share_a_factor_move_together()
    {
        var one = new DiffusionPath(DiffusionSettings.Named("brownian", 100, 0.6), 3, Step, 1);
        var other = new DiffusionPath(DiffusionSettings.Named("brownian", 5, 0.6), 4, Step, 1);
        for (int i = 0; i < 100; i++)
        {
            one.TryStep(i % 3 - 1);
            other.TryStep(i % 3 - 1);
            Assert.Equal(one.Price / 100, other.Price / 5, 9);
        }
    }

    [Fact]
    public void An_unknown_kind_is_named_with_those_there_are()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => DiffusionSettings.Named("x", 1, 1));
        Assert.Contains("brownian, stochastic", error.Message);
    }

    [Fact]
    public void Bars_are_walked_from_open_to_close_over_both_extremes()
    {
        BarPath path = Open("0,100,110,95,105,1\n60000,105,106,104,104,1\n");
        var seen = new List<double> { path.Price };
        while (path.TryStep(0)) seen.Add(path.Price);
        Assert.Equal(12, seen.Count);
        Assert.Equal(100, seen[0]);
        Assert.Contains(110, seen[..6]);
        Assert.Contains(95, seen[..6]);
        Assert.Equal(105, seen[5]);
        Assert.Equal(104, seen[^1]);
    }

    [Fact]
    public void A_few_missing_bars_stand_still_and_many_are_refused()
    {
        BarPath path = Open("0,100,110,95,105,1\n180000,105,106,104,104,1\n");
        int steps = 0;
        while (path.TryStep(0)) steps++;
        Assert.Equal(5 + 12 + 6, steps);
        BarPath gap = Open("0,100,110,95,105,1\n6000000,105,106,104,104,1\n");
        InvalidDataException error = Assert.Throws<InvalidDataException>(() =>
        {
            while (gap.TryStep(0)) { }
        });
        Assert.Contains("99 bars are missing", error.Message);
    }

    private static BarPath Open(string rows) => new(
        new BarReader(
            new StringReader("timestamp_ms,open,high,low,close,volume\n" + rows), BarFormat.StartMilliseconds,
            Duration.FromSeconds(60)),
        Duration.FromSeconds(60), Step, seed: 1);
}
