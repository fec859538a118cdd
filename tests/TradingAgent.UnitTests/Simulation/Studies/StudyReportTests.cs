using TradingAgent.Engine.Kernel;
using TradingAgent.Simulation.Studies;
using TradingAgent.Simulation.Studies.Markets;
using TradingAgent.Simulation.Studies.Measures;
using TradingAgent.Simulation.Studies.Paths;
using TradingAgent.Simulation.Studies.Plots;
using TradingAgent.Simulation.Studies.Verdicts;
using Xunit;

namespace TradingAgent.UnitTests.Simulation.Studies;

/// <summary>What a study's report promises, and that it says so when the promise is broken.</summary>
public sealed class StudyReportTests
{
    private static readonly CurrencyId[] Coins = [CurrencyId.Btc];

    [Fact]
    public void A_run_that_keeps_to_its_scenario_cap_holds_and_shows_the_cap_and_one_order()
    {
        // Three times the equity is asked for, which would lose 48 % of it at 16 %: the cap binds.
        StudyReport report = Run(Wanting(leverage: 3).WithPolicy("scenario-loss", Coins, ("LossShare", 0.1)));
        CapReport cap = report.ScenarioCap!;
        Assert.Equal(0.1 * 1_000_000, cap.CapUsd, 0.1 * 100_000);
        Assert.InRange(cap.WorstLossUsd, 0.5 * cap.CapUsd, cap.CapUsd + cap.OneOrderUsd);
        Assert.Equal(cap.WorstLossUsd - cap.CapUsd, cap.ExcessUsd, 0.02);
        // One order is at most so many coins of delta, whose worst move is 16 %.
        Assert.InRange(cap.OneOrderUsd, 1_000, 0.5 * 0.16 * 150_000);
        Assert.True(cap.Looks > report.Days * 1_400, $"{cap.Looks} looks");
        Assert.True(cap.Holds);
        Assert.All(report.Verdicts, verdict => Assert.True(verdict.Holds, verdict.Finding));
        Assert.Equal(2, report.Verdicts.Count);
    }

    [Fact]
    public void A_run_beyond_its_scenario_cap_fails_and_says_by_how_much()
    {
        // What the owner sells by hand loses far more than the cap allows, whatever the agent does.
        StudyReport report = Run(Wanting(leverage: 0).WithPolicy(
            "scenario-loss", Coins, ("LossShare", 0), ("LossMax", 20_000)), straddles: 20);
        CapReport cap = report.ScenarioCap!;
        Assert.False(cap.Holds);
        Assert.Equal(20_000, cap.CapUsd);
        Assert.True(cap.ExcessUsd > cap.OneOrderUsd);
        Assert.InRange(cap.ShareAbove, 0.9, 1);
        ReportVerdict verdict = Assert.Single(report.Verdicts, one => !one.Holds);
        Assert.Contains("scenario loss", verdict.Claim);
        Assert.Contains("cap 20,000", verdict.Finding);
    }

    [Fact]
    public void Without_a_cap_nothing_is_promised_of_it()
    {
        StudyReport report = Run(Wanting(leverage: 1));
        Assert.Null(report.ScenarioCap);
        Assert.Single(report.Verdicts);
    }

    [Fact]
    public void A_limit_of_the_gate_is_a_cap_too()
    {
        StudyReport report = Run(Wanting(leverage: 1).With(ParameterId.ScenarioLossMax, 50_000));
        Assert.Equal(50_000, report.ScenarioCap!.CapUsd);
        Assert.True(report.ScenarioCap.Holds);
    }

    [Fact]
    public void Greeks_are_held_against_what_is_configured_for_each()
    {
        StudyReport report = Run(
            Wanting(leverage: 0).WithPolicy("tolerances", Coins, ("GammaHard", 1e-9), ("ThetaHard", 1e9))
                .With(ParameterId.VegaMax, 1e9), straddles: 2);
        CoinReport coin = report.Underlyings["BTC"];
        Assert.Equal(("tolerances.GammaHard", (double?)1e-9), (coin.Gamma.Tolerance, coin.Gamma.Limit));
        Assert.InRange(coin.Gamma.KeptShare!.Value, 0, 0.01);
        Assert.True(coin.Gamma.MaxAbs > 1e-5);
        Assert.Equal(("tolerances.ThetaHard", 1.0), (coin.Theta.Tolerance, coin.Theta.KeptShare));
        Assert.Equal(("Limits.VegaMax", 1.0), (coin.Vega.Tolerance, coin.Vega.KeptShare));
        Assert.Equal("outer band", coin.Delta.Tolerance);
        Assert.InRange(coin.Delta.KeptShare!.Value, 0.5, 1);
        Assert.Null(Run(Wanting(leverage: 0)).Underlyings["BTC"].Theta.KeptShare);
    }

    [Fact]
    public void The_part_a_volatility_target_asks_for_is_measured_apart_from_what_is_held_beside_it()
    {
        StudyReport report = Run(Wanting(leverage: 3), straddles: 5, days: 20);
        CoinReport coin = report.Underlyings["BTC"];
        Assert.InRange(coin.TargetedOverTarget!.Value, 0.85, 1.15);
        Assert.True(coin.RealisedOverTarget > 0);
    }

    [Fact]
    public void A_cost_aware_band_is_shown_beside_the_clock_and_other_compositions_are_not()
    {
        StudyReport report = Run(
            Wanting(leverage: 1).WithPolicy("delta-band", Coins, ("RiskAversion", 0.01)), days: 0.1, isShown: true);
        IReadOnlyList<FrontierPoint> points = report.HedgingFrontier!;
        Assert.Equal([0.01, 0.001, 0.1], points.Where(p => p.RiskAversion > 0).Select(p => p.RiskAversion!.Value));
        Assert.Equal(
            [4, 8, 15, 30, 59], points.Where(p => p.IntervalMinutes > 0).Select(p => p.IntervalMinutes!.Value));
        Assert.All(points, point => Assert.True(point is { CostUsd: > 0, DailyDeviationUsd: > 0, Fills: > 0 }));
        // More aversion is a narrower band, and a longer interval a slower clock: each rule ran as it is labelled.
        long[] bands = [.. points.Where(p => p.RiskAversion > 0).OrderBy(p => p.RiskAversion).Select(p => p.Fills)];
        long[] clocks = [.. points.Where(p => p.IntervalMinutes > 0).Select(p => p.Fills)];
        Assert.True(bands[0] < bands[1] && bands[1] < bands[2], string.Join(' ', bands));
        Assert.True(clocks.Zip(clocks.Skip(1)).All(pair => pair.First > pair.Second), string.Join(' ', clocks));
        Assert.Contains("fixed interval", PlotPage.Render("x", report, [], []));
        Assert.Contains("\"hedgingFrontier\": [", report.Json);
        Assert.Null(Run(Wanting(leverage: 1), days: 0.1, isShown: true).HedgingFrontier);
        StudyParameters isFixed = Wanting(leverage: 1).WithPolicy("delta-band", Coins, ("Kind", 0));
        Assert.Null(Run(isFixed, days: 0.1, isShown: true).HedgingFrontier);
    }

    private static StudyParameters Wanting(double leverage) => new StudyParameters()
        .With(ParameterId.DayLossMax, 1e12).With(ParameterId.DrawdownMax, 1e12).With(ParameterId.RollingLossMax, 0)
        .With(ParameterId.OrderDeltaMax, 0.5).With(ParameterId.OrderNotionalMax, 1e9)
        .With(ParameterId.OpenNotionalMax, 1e9).With(ParameterId.BarInterval, 60_000)
        .With(ParameterId.MarginRatioMax, 0).With(ParameterId.LiquidationDistanceMin, 0)
        .With(ParameterId.ScenarioAgeMax, 30_000).With(ParameterId.BandKind, 0).With(ParameterId.BandDelta, 0.02)
        .WithPolicy(
            "volatility-target", Coins, ("TargetVolatility", 0.6), ("CapitalShare", 1), ("LeverageMax", leverage));

    private static StudyReport Run(
        StudyParameters parameters, decimal straddles = 0, double days = 4, bool isShown = false)
    {
        var path = new DiffusionPath(
            DiffusionSettings.Named("brownian", 100_000, 0.6), 11, SmallStudy.Step, correlation: 0);
        return Study.Run("brownian", new StudySettings
        {
            Coins = [StudyCoin.Of(CurrencyId.Btc, path) with { StraddlesSold = straddles }],
            Parameters = parameters.For,
            Step = SmallStudy.Step,
            Days = days,
            Seed = 11,
            ShowsFrontier = isShown,
        });
    }
}
