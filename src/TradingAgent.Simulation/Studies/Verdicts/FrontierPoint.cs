namespace TradingAgent.Simulation.Studies.Verdicts;

/// <summary>One rule of hedging on the plane of cost and deviation.</summary>
/// <param name="RiskAversion">Of a band; null for a clock.</param>
/// <param name="IntervalMinutes">Of a clock; null for a band.</param>
/// <param name="CostUsd">Fees and spread.</param>
/// <param name="DailyDeviationUsd">Of the days' P&amp;L.</param>
/// <param name="Fills">How often it traded.</param>
public sealed record FrontierPoint(
    double? RiskAversion, double? IntervalMinutes, double CostUsd, double DailyDeviationUsd, long Fills)
{
    internal static FrontierPoint OfBand(double riskAversion, in HedgingRun run) =>
        new(riskAversion, null, Math.Round(run.CostUsd, 2), Math.Round(run.DeviationUsd, 2), run.Fills);

    internal static FrontierPoint OfClock(double minutes, in HedgingRun run) =>
        new(null, minutes, Math.Round(run.CostUsd, 2), Math.Round(run.DeviationUsd, 2), run.Fills);
}
