using System.Globalization;
using System.Net;
using System.Text;
using TradingAgent.Simulation.Studies.Measures;
using TradingAgent.Simulation.Studies.Verdicts;

namespace TradingAgent.Simulation.Studies.Plots;

/// <summary>A study as one page: figures on top, one panel of lines each below. No script, nothing from
/// elsewhere.</summary>
public static class PlotPage
{
    private const string Style = """
        body{font:14px/1.4 system-ui,sans-serif;margin:24px auto;max-width:1080px;color:#1d2733;background:#fff}
        h1{font-size:20px;margin:0 0 4px}h2{font-size:15px;margin:26px 0 4px}
        p{margin:2px 0 10px;color:#51606f}
        table{border-collapse:collapse;margin:8px 0 4px}
        td,th{padding:3px 14px 3px 0;text-align:right;border-bottom:1px solid #e3e8ee;font-variant-numeric:tabular-nums}
        td:first-child,th:first-child{text-align:left}th{font-weight:600;color:#51606f}
        svg{display:block;width:100%;height:auto}
        """;

    /// <summary>The whole page.</summary>
    /// <param name="title">What the study is.</param>
    /// <param name="report">Its figures.</param>
    /// <param name="days">Where the samples are, days since the beginning.</param>
    /// <param name="series">The lines, in the order of their panels.</param>
    public static string Render(
        string title, StudyReport report, IReadOnlyList<double> days, IReadOnlyList<PlotSeries> series)
    {
        var page = new StringBuilder();
        Begin(page, title);
        page.Append("<p>").Append(Text(Summary(report))).Append("</p>\n");
        Figures(page, report);
        foreach (IGrouping<string, PlotSeries> panel in series.GroupBy(line => line.Panel))
        {
            page.Append("<h2>").Append(Text(panel.Key)).Append("</h2>\n");
            page.Append(SvgChart.Lines(days, [.. panel], "days"));
        }
        if (report.HedgingFrontier is { } frontier) Frontier(page, frontier);
        return page.Append("</body></html>\n").ToString();
    }

    /// <summary>Deviation by cost, a point for each rule of hedging.</summary>
    internal static void Frontier(StringBuilder page, IReadOnlyList<FrontierPoint> frontier)
    {
        page.Append("<h2>Hedging a short-gamma book: deviation of a day's P&amp;L, USD, by cost</h2>\n");
        page.Append(SvgChart.Points(
        [
            ("Whalley-Wilmott band", Of(isBand: true)), ("fixed interval", Of(isBand: false)),
        ]));

        List<(double X, double Y)> Of(bool isBand) =>
        [
            .. frontier.Where(point => point.RiskAversion is not null == isBand)
                .Select(point => (point.CostUsd, point.DailyDeviationUsd)),
        ];
    }

    /// <summary>The head of a page, up to its title.</summary>
    internal static void Begin(StringBuilder page, string title) => page
        .Append("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>").Append(Text(title))
        .Append("</title><style>").Append(Style).Append("</style></head><body>\n<h1>").Append(Text(title))
        .Append("</h1>\n");

    internal static string Text(string text) => WebUtility.HtmlEncode(text);

    private static string Summary(StudyReport report) => string.Create(
        CultureInfo.InvariantCulture,
        $"{report.Market}; seed {report.Seed}; {report.Days} days in steps of {report.StepSeconds} s; orders " +
        $"{report.OrdersHash}; books {(report.Differences.Count == 0 ? "agree" : "DIFFER")}; mode {report.Mode}");

    private static void Figures(StringBuilder page, StudyReport report)
    {
        Row(page.Append("<table>"), "th", "P&L, USD", "max drawdown", "worst day, USD", "cost, USD", "turnover, USD",
            "fills", "maker");
        Row(page, "td", Whole(report.PnlUsd), Share(report.MaxDrawdownShare), Whole(report.WorstDayUsd),
            Whole(report.CostUsd), Whole(report.TurnoverUsd), Whole(report.Fills), Share(report.MakerShare));
        Row(page.Append("</table>\n<table>"), "th", "", "market vol.", "P&L vol.", "wanted", "in band",
            "worst scenario, USD", "P&L, USD");
        foreach ((string coin, CoinReport figures) in report.Underlyings)
            Row(page, "td", coin, Share(figures.MarketVolatility), Share(figures.RealisedVolatility),
                Share(figures.TargetVolatility), Share(figures.Delta.KeptShare), Whole(figures.WorstScenarioLossUsd),
                Whole(figures.PnlUsd));
        page.Append("</table>\n");
    }

    private static void Row(StringBuilder page, string cell, params ReadOnlySpan<string> texts)
    {
        page.Append("<tr>");
        foreach (string text in texts)
            page.Append('<').Append(cell).Append('>').Append(Text(text)).Append("</").Append(cell).Append('>');
        page.Append("</tr>\n");
    }

    private static string Whole(double value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Share(double? value) =>
        value is { } known ? (known * 100).ToString("0.0", CultureInfo.InvariantCulture) + " %" : "–";
}
