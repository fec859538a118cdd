using TradingAgent.Quant.Figures;
using TradingAgent.Quant.Risk;
using Xunit;

namespace TradingAgent.UnitTests.Quant.Risk;

public sealed class RiskTests
{
    [Fact]
    public void Tail_table_agrees()
    {
        ReferenceRows series = ReferenceRows.Read("pnl_series.csv");
        ReferenceRows t = ReferenceRows.Read("tail.csv");
        var pnl = series.Column("pnl");
        var mean = pnl.Average();
        var deviation = Math.Sqrt(pnl.Sum(x => (x - mean) * (x - mean)) / pnl.Length);
        var skew = t.Value("value", "skewness_population");
        var kurtosis = t.Value("value", "excess_kurtosis_population");
        foreach (var text in (string[])["0.95", "0.975", "0.99"])
        {
            var level = ReferenceRows.Parse(text);
            double[] one = [.. pnl], other = [.. pnl];
            ReferenceRows.Near(
                t.Value("value", "historical_var", text), TailLosses.HistoricalValueAtRisk(one, level), 1e-12);
            ReferenceRows.Near(
                t.Value("value", "historical_es", text), TailLosses.HistoricalShortfall(other, level), 1e-12);
            if (text == "0.975")
                continue;
            ReferenceRows.Near(
                t.Value("value", "normal_var", text), TailLosses.NormalValueAtRisk(mean, deviation, level), 1e-11);
            ReferenceRows.Near(
                t.Value("value", "normal_es", text), TailLosses.NormalShortfall(mean, deviation, level), 1e-11);
            ReferenceRows.Near(
                t.Value("value", "cornish_fisher_var", text),
                TailLosses.CornishFisherValueAtRisk(mean, deviation, skew, kurtosis, level), 1e-11);
        }

        ReferenceRows.Near(
            t.Value("value", "max_drawdown_from_100000"), TailLosses.MaximumDrawdown(100_000, pnl), 1e-12);
    }

    [Fact]
    public void Shortfall_counts_the_last_observation_by_its_fraction()
    {
        double[] pnl = [.. Enumerable.Range(0, 25).Select(i => (double)-i)];
        // The worst 2.5 of 25: 24, 23 and half of 22.
        Assert.Equal((24 + 23 + 11) / 2.5, TailLosses.HistoricalShortfall(pnl, 0.9).Value, 1e-12);
        Assert.Equal(22, TailLosses.HistoricalValueAtRisk(pnl, 0.9).Value);
        Assert.Equal(FigureStatus.WarmingUp, TailLosses.HistoricalShortfall(pnl, 0.99).Status);
        Assert.Equal(FigureStatus.NotFinite, TailLosses.HistoricalShortfall([double.NaN, 1, 2], 0.6).Status);
        Assert.Equal(6, TailLosses.MaximumDrawdown(10, [3, -4, 1, -3, 9]).Value);
    }

    [Fact]
    public void Every_cell_of_the_grid_is_visited_once()
    {
        var grid = new ScenarioGrid(
            ScenarioGrid.DefaultPriceMoves, ScenarioGrid.DefaultSigmaShifts, ScenarioGrid.DefaultYearsForward);
        Assert.Equal(FigureStatus.Ok, grid.Check());
        Assert.Equal(90, grid.Count);
        var cells = new HashSet<Scenario>();
        for (var i = 0; i < grid.Count; i++)
            Assert.True(cells.Add(grid[i]));
        Assert.Equal(new Scenario(0.84, -0.5, 0), grid[0]);
        Assert.Equal(new Scenario(1.16, 0.5, 1.0 / 365), grid[89]);
        Assert.Equal(FigureStatus.OutOfRange, new ScenarioGrid([-1], [0], [0]).Check());
        Assert.Equal(FigureStatus.OutOfRange, new ScenarioGrid([0], [], [0]).Check());
    }

    [Fact]
    public void Volatility_shifts_have_an_absolute_floor()
    {
        Assert.Equal(0.75, new Scenario(1, 0.25, 0).Sigma(0.6, 0.05, 0.01), 1e-15);
        Assert.Equal(0.15, new Scenario(1, 0.25, 0).Sigma(0.1, 0.05, 0.01), 1e-15);
        Assert.Equal(0.01, new Scenario(1, -0.25, 0).Sigma(0.04, 0.05, 0.01), 1e-15);
        Assert.Equal(0.6, new Scenario(1, 0, 0).Sigma(0.6, 0.05, 0.01));
    }

    [Fact]
    public void A_hedge_lowers_the_worst_case_and_the_same_order_reversed_raises_it()
    {
        double[] book = [-500, -100, 0, 40, -300], perUnit = [160, 80, 0, -80, -160];
        Assert.Equal(new WorstCase(FigureStatus.Ok, 500, 0), ScenarioGrid.Worst(book));
        Assert.Equal(420, ScenarioGrid.Worst(book, perUnit, 0.5).Loss);
        Assert.Equal(580, ScenarioGrid.Worst(book, perUnit, -0.5).Loss);
        Assert.Equal(0, ScenarioGrid.Worst([5, 7]).Loss);
        Assert.Equal(FigureStatus.NotFinite, ScenarioGrid.Worst([5, double.NaN]).Status);
        Assert.Equal(FigureStatus.OutOfRange, ScenarioGrid.Worst(book, [1, 2], 1).Status);
    }
}
