using System.Globalization;
using TradingAgent.Engine.Kernel;
using TradingAgent.Simulation.Studies.Markets;
using TradingAgent.Simulation.Studies.Measures;
using TradingAgent.Simulation.Studies.Paths;

namespace TradingAgent.Simulation.Studies.Verdicts;

/// <summary>
/// Does volatility targeting land where it aims? The P&amp;L's realised volatility over the capital, from hourly
/// returns, against the target, on paths of constant and varying volatility, with jumps, and on recorded bars.
/// </summary>
public static class VolatilityStudy
{
    public const string Name = "volatility-target";

    /// <summary>Largest deviation from the target, share of it.</summary>
    public const double Tolerance = 0.1;

    private const string Jumping = "jumps";
    private const double Target = 0.2;
    private const double MarketVolatility = 0.6;
    private const double StartPrice = 100_000;

    /// <summary>
    /// Of bars' ranges: it needs the fewest bars, and the fewer errors the estimate has the less the P&amp;L is above
    /// the target, since a volatility too low by some costs more than one too high by as much saves.
    /// </summary>
    private const double YangZhang = 5;

    private static readonly Duration Step = Duration.FromSeconds(10);
    private static readonly string[] Kinds = ["brownian", "stochastic", Jumping];

    internal static StudyVerdict Run(StudyRequest request, CancellationToken ct)
    {
        double days = request.Days > 0 ? request.Days : 200;
        var findings = new List<string>();
        bool passed = true;
        int runs = Kinds.Length + (request.Recording is null ? 0 : 1);
        int done = 0;
        foreach (string kind in Kinds)
        {
            var path = new DiffusionPath(
                DiffusionSettings.Named(kind, StartPrice, MarketVolatility), request.Seed, Step, 0);
            StudySettings settings = Settings(StudyCoin.Of(CurrencyId.Btc, path), days, request.Seed);
            bool holds = Judge(kind, Run(kind, settings), findings);
            // A jump comes without warning: no estimate of the past holds it, so it is shown and not claimed.
            passed &= holds || kind == Jumping;
        }
        if (request.Recording is { } open)
        {
            (CurrencyId coin, IPricePath path, Timestamp start) = open(Step);
            StudySettings settings = Settings(StudyCoin.Of(coin, path), days, request.Seed) with { Start = start };
            passed &= Judge($"recorded {coin}", Run("recorded", settings), findings);
        }
        string claim = string.Create(
            CultureInfo.InvariantCulture,
            $"The P&L's volatility lands within {Tolerance:P0} of its target, jumps aside.");
        return new StudyVerdict(Name, claim, passed, findings);

        StudyReport Run(string market, StudySettings settings)
        {
            double before = (double)done++ / runs;
            return Study.Run(
                market, settings, null, share => request.OnProgress?.Invoke(before + (share / runs)), ct);
        }
    }

    private static bool Judge(string market, StudyReport report, List<string> findings)
    {
        CoinReport coin = report.Underlyings.Values.Single();
        double off = (coin.RealisedOverTarget ?? double.NaN) - 1;
        bool passed = Math.Abs(off) <= Tolerance && report.Differences.Count == 0;
        findings.Add(string.Create(CultureInfo.InvariantCulture,
            $"{market}: {report.Days:0.#} days, market {coin.MarketVolatility:P1}, realised " +
            $"{coin.RealisedVolatility:P2} against {coin.TargetVolatility:P0}, {off:+0.0 %;-0.0 %} " +
            $"{(passed ? "within" : "NOT within")} {Tolerance:P0}; {report.Fills} fills, " +
            $"cost {report.CostUsd:N0} USD"));
        return passed;
    }

    private static StudySettings Settings(StudyCoin coin, double days, ulong seed) => new()
    {
        Coins = [coin],
        Days = days,
        Seed = seed,
        Step = Step,
        Parameters = Unhindered()
            .With(ParameterId.BandKind, 0).With(ParameterId.BandDelta, (double)coin.Lot * 5)
            .With(ParameterId.BandInnerShare, 0)
            .With(ParameterId.BarInterval, 3_600_000).With(ParameterId.VolatilityBars, 48)
            .WithPolicy(
                "volatility-target", [coin.Coin], ("TargetVolatility", Target), ("CapitalShare", 1),
                ("LeverageMax", 3), ("Buffer", 0.1), ("Volatility", YangZhang)).For,
    };

    /// <summary>No limit of the account's is in the way: the study is of the method alone.</summary>
    internal static StudyParameters Unhindered() => new StudyParameters()
        .With(ParameterId.DayLossMax, 1e12).With(ParameterId.DrawdownMax, 1e12)
        .With(ParameterId.RollingLossMax, 0).With(ParameterId.MarginRatioMax, 0)
        .With(ParameterId.LiquidationDistanceMin, 0).With(ParameterId.EquityTolerance, 0)
        .With(ParameterId.CampaignLossMax, 1e12).With(ParameterId.OrderDeltaMax, 1e5)
        .With(ParameterId.OrderNotionalMax, 1e12).With(ParameterId.OpenNotionalMax, 1e12)
        .With(ParameterId.DeltaMax, 1e9).With(ParameterId.MessagesPerSecond, 100)
        .With(ParameterId.MessageBurst, 100).With(ParameterId.IntervalMin, 0);
}
