using TradingAgent.Runtime.Reports;
using TradingAgent.Simulation.Studies.Measures;
using TradingAgent.Simulation.Studies.Verdicts;

namespace TradingAgent.Host.Verbs;

/// <summary>A study's report in a few lines.</summary>
internal static class StudyText
{
    public static void Say(IVerbConsole console, StudyReport report)
    {
        console.Say(
            $"{report.Market}, seed {report.Seed}, {report.Days} days ({report.Steps} steps), mode {report.Mode}");
        console.Say(
            $"P&L {report.PnlUsd:N0} USD, fees {report.FeesUsd:N0}, spread {report.SpreadUsd:N0}, funding " +
            $"{report.FundingUsd:N0}, turnover {report.TurnoverUsd:N0}, {report.Fills} fills, maker " +
            $"{report.MakerShare:P0}");
        console.Say(
            $"drawdown {report.MaxDrawdownUsd:N0} USD ({report.MaxDrawdownShare:P1}), worst day " +
            $"{report.WorstDayUsd:N0}");
        foreach ((string coin, CoinReport figures) in report.Underlyings) Say(console, coin, figures);
        foreach (FrontierPoint point in report.HedgingFrontier ?? [])
            console.Say(
                $"frontier: {(point.RiskAversion is { } aversion ? $"band at {aversion:G3}/USD"
                    : $"clock of {point.IntervalMinutes} min")}: cost {point.CostUsd:N0} USD, deviation " +
                $"{point.DailyDeviationUsd:N0} USD a day, {point.Fills} fills");
        foreach (ReportVerdict verdict in report.Verdicts)
        {
            string line = $"{(verdict.Holds ? "HOLDS" : "FAILS")}: {verdict.Claim} ({verdict.Finding})";
            if (verdict.Holds) console.Say(line);
            else console.Complain(line);
        }
        console.Say($"orders {report.OrdersHash}, state {report.StateHash}");
    }

    private static void Say(IVerbConsole console, string coin, CoinReport figures)
    {
        console.Say(
            $"{coin}: P&L {figures.PnlUsd:N0}, worst scenario {figures.WorstScenarioLossUsd:N0}, market volatility " +
            $"{Share(figures.MarketVolatility)}, P&L volatility {Share(figures.RealisedVolatility)}");
        if (figures.TargetVolatility is not null)
            console.Say(
                $"  volatility wanted {Share(figures.TargetVolatility)}, of the part asked for " +
                $"{Share(figures.TargetedVolatility)} ({figures.TargetedOverTarget:0.##} of the target)");
        console.Say(
            $"  kept to their tolerance: delta {Kept(figures.Delta)}, gamma {Kept(figures.Gamma)}, vega " +
            $"{Kept(figures.Vega)}, theta {Kept(figures.Theta)}");
        foreach (PolicyContribution policy in figures.Policies)
        {
            string paper = policy.PaperPnlUsd is { } pnl
                ? $", paper P&L {pnl:N0} in {policy.Trades} trades ({Share(policy.WinShare)} won)" : "";
            console.Say(
                $"  {policy.Slot} {policy.Policy} ({policy.Stage}): mean {policy.MeanValue:0.####}{paper}, clipped " +
                $"{policy.ClippedCoins:0.##} coins, missing {policy.MissingCount} of {policy.Decisions}, last " +
                $"{policy.LastRule}");
        }
    }

    private static string Kept(ToleranceReport greek) => greek.Tolerance is null
        ? $"none set (at most {greek.MaxAbs:G4})"
        : $"{Share(greek.KeptShare)} ({greek.Tolerance}{(greek.Limit is { } limit ? $" {limit:G4}" : "")})";

    private static string Share(double? value) => value is { } known ? $"{known:P1}" : "unknown";
}
