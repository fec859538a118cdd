using TradingAgent.Engine.Kernel;
using TradingAgent.Simulation.Studies.Markets;
using TradingAgent.Simulation.Studies.Measures;
using TradingAgent.Simulation.Studies.Paths;

namespace TradingAgent.Simulation.Studies.Verdicts;

/// <summary>
/// One run of a short-gamma book that is hedged by one rule: the engine's own, configured as a band or as a clock.
/// Hedges take, so that both rules pay alike for what they trade.
/// </summary>
/// <param name="CostUsd">Fees and spread.</param>
/// <param name="DeviationUsd">Of the days' P&amp;L.</param>
/// <param name="Fills">How often it traded.</param>
internal readonly record struct HedgingRun(double CostUsd, double DeviationUsd, long Fills)
{
    /// <summary>Length of a step, and of the least interval between hedges.</summary>
    public static readonly Duration Step = Duration.FromSeconds(20);

    private const double StartPrice = 100_000;
    private const double Volatility = 0.6;
    private const decimal Straddles = 5;
    private const decimal Lot = 0.001m;
    private const double HalfSpread = 0.5e-4;
    private const double TakerFee = 0.00055;

    /// <summary>
    /// Hedged to the edge of the band of Whalley and Wilmott at a risk aversion. The band is the theory's to its end:
    /// cut off in an option's last hours, where gamma grows without bound, it pays for what they cannot bring any more.
    /// </summary>
    public static HedgingRun OfBand(double riskAversion, double days, ulong seed, CancellationToken ct) => Of(
        Taking().With(ParameterId.BandKind, 1).With(ParameterId.BandDelta, (double)Lot)
            .With(ParameterId.RiskAversion, riskAversion).With(ParameterId.HedgeCostRate, HalfSpread + TakerFee),
        days, seed, ct);

    /// <summary>Hedged to the target, within a lot, whenever so much time has passed since the last hedge.</summary>
    public static HedgingRun OfClock(Duration interval, double days, ulong seed, CancellationToken ct) => Of(
        Taking().With(ParameterId.BandKind, 0).With(ParameterId.BandDelta, (double)Lot)
            .With(ParameterId.IntervalMin, interval.Milliseconds),
        days, seed, ct);

    /// <summary>Hedged by the clock with the interval at which the cost is that of another run.</summary>
    public static (HedgingRun Run, Duration Interval) OfClockAtCost(
        double costUsd, double days, ulong seed, CancellationToken ct)
    {
        // Turnover of a hedge by the clock falls with the root of the interval (Leland 1985), which makes the next
        // guess; where two guesses stand around the cost, their middle does.
        double seconds = 1800;
        (HedgingRun Run, Duration Interval) best = default;
        for (int tries = 0; tries < 6; tries++)
        {
            long steps = Math.Clamp((long)Math.Round(seconds / Step.Seconds), 1, 180);
            var interval = new Duration(steps * Step.Nanoseconds);
            if (interval == best.Interval) break;
            HedgingRun run = OfClock(interval, days, seed, ct);
            if (tries == 0 || Math.Abs(run.CostUsd - costUsd) < Math.Abs(best.Run.CostUsd - costUsd))
                best = (run, interval);
            if (Math.Abs((run.CostUsd / costUsd) - 1) < 0.005) break;
            double ratio = run.CostUsd / costUsd;
            seconds = interval.Seconds * ratio * ratio;
        }
        return best;
    }

    private static StudyParameters Taking() => VolatilityStudy.Unhindered()
        .With(ParameterId.PassiveFor, 0).With(ParameterId.ImproveFor, 0).With(ParameterId.TakeAtBands, 1)
        .With(ParameterId.BandTolerance, 1).With(ParameterId.BandInnerShare, 1).With(ParameterId.TakeCollar, 50);

    private static HedgingRun Of(StudyParameters parameters, double days, ulong seed, CancellationToken ct)
    {
        var path = new DiffusionPath(DiffusionSettings.Named("brownian", StartPrice, Volatility), seed, Step, 0);
        StudyReport report = Study.Run("brownian", new StudySettings
        {
            Coins = [StudyCoin.Of(CurrencyId.Btc, path) with { StraddlesSold = Straddles, Lot = Lot }],
            Parameters = parameters.For,
            Step = Step,
            Days = days,
            Seed = seed,
            HalfSpread = HalfSpread,
            FundingMean = 0,
            FundingDeviation = 0,
            TickerSteps = 3,
        }, ct: ct);
        if (report.Differences.Count > 0)
            throw new InvalidOperationException("The books differ: " + string.Join("; ", report.Differences));
        return new HedgingRun(report.CostUsd, report.DailyDeviationUsd ?? double.NaN, report.Fills);
    }
}
