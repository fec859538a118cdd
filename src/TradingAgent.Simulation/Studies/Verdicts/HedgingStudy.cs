using System.Globalization;
using System.Text;
using TradingAgent.Simulation.Studies.Plots;

namespace TradingAgent.Simulation.Studies.Verdicts;

/// <summary>
/// Is a band that knows gamma and cost better than the clock? A short-gamma book is hedged on the same paths by both,
/// at the same cost; the deviation of the days' P&amp;L decides.
/// </summary>
public static class HedgingStudy
{
    public const string Name = "hedging-frontier";

    /// <summary>Costs that are as good as equal, share.</summary>
    public const double CostTolerance = 0.02;

    /// <summary>How much lower the deviation must be, share.</summary>
    public const double Advantage = 0.1;

    /// <summary>Pairs of twenty in which it must be.</summary>
    public const double ShareOfPairs = 0.9;

    /// <summary>
    /// Chosen on seeds 101 to 120 among 3e-3, 5e-3 and 1e-2: wider, the band costs less than the slowest clock there
    /// is; narrower, it pays so much in an option's last days that the costs make the deviation, not what stays open.
    /// </summary>
    private const double RiskAversion = 5e-3;

    private static readonly double[] Aversions = [1e-3, 3e-3, 1e-2, 3e-2, 1e-1];
    private static readonly double[] IntervalMinutes = [4, 8, 15, 30, 59];

    internal static StudyVerdict Run(StudyRequest request, CancellationToken ct)
    {
        int pairs = request.Pairs > 0 ? request.Pairs : 20;
        double days = request.Days > 0 ? request.Days : 100;
        var lines = new string[pairs];
        var better = new bool[pairs];
        int done = 0;
        Parallel.For(0, pairs, new ParallelOptions { CancellationToken = ct, MaxDegreeOfParallelism = 2 }, pair =>
        {
            (lines[pair], better[pair]) = Compare(request.Seed + (ulong)pair, days, ct);
            request.OnProgress?.Invoke((double)Interlocked.Increment(ref done) / (pairs + 1));
        });
        int won = better.Count(one => one);
        var findings = new List<string>(lines)
        {
            $"{won} of {pairs} pairs: deviation at least {Advantage:P0} lower at costs within {CostTolerance:P0}",
        };
        string claim = string.Create(CultureInfo.InvariantCulture,
            $"At costs within {CostTolerance:P0} of each other, Whalley and Wilmott's band leaves a P&L deviation at " +
            $"least {Advantage:P0} below fixed-time hedging, on {ShareOfPairs:P0} of paired paths.");
        double frontierDays = Math.Min(days, 60);
        List<FrontierPoint>? frontier = request.Draws ? Frontier(frontierDays, request.Seed, ct) : null;
        return new StudyVerdict(Name, claim, won >= ShareOfPairs * pairs, findings)
        {
            Frontier = frontier,
            Page = frontier is null ? null : Draw(claim, findings, frontier, frontierDays, request.Seed),
        };
    }

    private static (string Line, bool IsBetter) Compare(ulong seed, double days, CancellationToken ct)
    {
        HedgingRun band = HedgingRun.OfBand(RiskAversion, days, seed, ct);
        (HedgingRun clock, Domain.Time.Duration interval) = HedgingRun.OfClockAtCost(band.CostUsd, days, seed, ct);
        double cost = (band.CostUsd / clock.CostUsd) - 1;
        double deviation = (band.DeviationUsd / clock.DeviationUsd) - 1;
        bool isBetter = Math.Abs(cost) <= CostTolerance && deviation <= -Advantage;
        string line = string.Create(CultureInfo.InvariantCulture,
            $"seed {seed}: band {band.CostUsd:N0} USD cost, {band.DeviationUsd:N0} USD a day ({band.Fills} fills); " +
            $"clock every {interval.Seconds:0} s {clock.CostUsd:N0}, {clock.DeviationUsd:N0} ({clock.Fills}): cost " +
            $"{cost:+0.0 %;-0.0 %}, deviation {deviation:+0.0 %;-0.0 %}");
        return (line, isBetter);
    }

    /// <summary>Bands at several risk aversions and clocks at several intervals, on the same path.</summary>
    private static List<FrontierPoint> Frontier(double days, ulong seed, CancellationToken ct)
    {
        var points = new List<FrontierPoint>();
        foreach (double aversion in Aversions)
            points.Add(FrontierPoint.OfBand(aversion, HedgingRun.OfBand(aversion, days, seed, ct)));
        foreach (double minutes in IntervalMinutes)
        {
            var interval = Domain.Time.Duration.FromSeconds(minutes * 60);
            points.Add(FrontierPoint.OfClock(minutes, HedgingRun.OfClock(interval, days, seed, ct)));
        }
        return points;
    }

    private static string Draw(
        string claim, IReadOnlyList<string> findings, IReadOnlyList<FrontierPoint> frontier, double days, ulong seed)
    {
        var page = new StringBuilder();
        PlotPage.Begin(page, "Cost and deviation of hedging a short-gamma book");
        page.Append("<p>").Append(PlotPage.Text(claim)).Append("</p>\n<p>")
            .Append(days.ToString("0", CultureInfo.InvariantCulture)).Append(" days, seed ").Append(seed)
            .Append("</p>\n");
        PlotPage.Frontier(page, frontier);
        page.Append("<ul>\n");
        foreach (string finding in findings) page.Append("<li>").Append(PlotPage.Text(finding)).Append("</li>\n");
        return page.Append("</ul></body></html>\n").ToString();
    }
}
