using System.Globalization;
using System.Text;
using TradingAgent.Simulation.Studies.Measures;

namespace TradingAgent.Simulation.Studies.Plots;

/// <summary>Draws lines over one axis as SVG.</summary>
internal static class SvgChart
{
    private const double Width = 1080;
    private const double Height = 230;
    private const double Left = 76;
    private const double Right = 190;
    private const double Top = 10;
    private const double Bottom = 28;

    private static readonly string[] Colours =
        ["#1f6fb2", "#c4462c", "#2f8f5b", "#8a5bb0", "#b7851d", "#2a9d9d", "#a23b72", "#5c6b73"];

    /// <summary>Lines over the same abscissae.</summary>
    public static string Lines(IReadOnlyList<double> at, IReadOnlyList<PlotSeries> series, string unit)
    {
        (double low, double high) = Extent(series);
        var scale = new SvgScale(at.Count > 0 ? at[0] : 0, at.Count > 0 ? at[^1] : 1, low, high);
        var svg = new StringBuilder();
        Open(svg, scale, unit);
        int colour = 0;
        for (int i = 0; i < series.Count; i++)
        {
            string own = series[i].IsWanted ? "#6b7a88" : Colours[colour++ % Colours.Length];
            if (series[i].IsBand && i > 0) Band(svg, at, series[i - 1], series[i], scale);
            else Line(svg, at, series[i], scale, own);
            Legend(svg, i, series[i], series[i].IsBand ? "#b9cfe4" : own);
        }
        return svg.Append("</svg>\n").ToString();
    }

    /// <summary>Points joined in order of their abscissae, one colour a series; for frontiers.</summary>
    public static string Points(IReadOnlyList<(string Name, IReadOnlyList<(double X, double Y)> Points)> groups)
    {
        (double X, double Y)[] all = [.. groups.SelectMany(group => group.Points)];
        var scale = new SvgScale(
            all.Min(p => p.X) * 0.95, all.Max(p => p.X) * 1.05, 0, all.Max(p => p.Y) * 1.1);
        var svg = new StringBuilder();
        Open(svg, scale, "cost, USD");
        for (int i = 0; i < groups.Count; i++)
        {
            string colour = Colours[i % Colours.Length];
            foreach ((double x, double y) in groups[i].Points)
                svg.Append(CultureInfo.InvariantCulture,
                    $"<circle cx=\"{scale.X(x):0.0}\" cy=\"{scale.Y(y):0.0}\" r=\"3.5\" fill=\"{colour}\"/>");
            Path(svg, [.. groups[i].Points.OrderBy(p => p.X)], scale, colour);
            Legend(svg, i, new PlotSeries("", groups[i].Name), colour);
        }
        return svg.Append("</svg>\n").ToString();
    }

    private static (double Low, double High) Extent(IReadOnlyList<PlotSeries> series)
    {
        double low = double.MaxValue;
        double high = double.MinValue;
        for (int i = 0; i < series.Count; i++)
        {
            for (int k = 0; k < series[i].Values.Count; k++)
            {
                double value = series[i].Values[k];
                if (!double.IsFinite(value)) continue;
                double middle = series[i].IsBand && i > 0 ? series[i - 1].Values[k] : value;
                double reach = series[i].IsBand ? value : 0;
                low = Math.Min(low, middle - reach);
                high = Math.Max(high, middle + reach);
            }
        }
        if (low > high) return (0, 1);
        double room = high > low ? (high - low) * 0.05 : Math.Max(Math.Abs(high) * 0.05, 1e-9);
        return (low - room, high + room);
    }

    private static void Open(StringBuilder svg, in SvgScale scale, string unit)
    {
        svg.Append(CultureInfo.InvariantCulture,
            $"<svg viewBox=\"0 0 {Width} {Height}\" role=\"img\" font-size=\"11\" fill=\"#51606f\">");
        foreach (double tick in SvgScale.Ticks(scale.Low, scale.High, 5))
        {
            svg.Append(CultureInfo.InvariantCulture,
                $"<line x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{scale.Y(tick):0.0}\" y2=\"{scale.Y(tick):0.0}\" " +
                $"stroke=\"{(tick == 0 ? "#9aa7b4" : "#e3e8ee")}\"/>");
            svg.Append(CultureInfo.InvariantCulture,
                $"<text x=\"{Left - 6}\" y=\"{scale.Y(tick) + 4:0.0}\" text-anchor=\"end\">{Number(tick)}</text>");
        }
        foreach (double tick in SvgScale.Ticks(scale.From, scale.To, 10))
            svg.Append(CultureInfo.InvariantCulture,
                $"<text x=\"{scale.X(tick):0.0}\" y=\"{Height - 10}\" text-anchor=\"middle\">{Number(tick)}</text>");
        svg.Append(CultureInfo.InvariantCulture,
            $"<text x=\"{Width - Right + 30}\" y=\"{Height - 10}\">{unit}</text>");
    }

    private static void Line(
        StringBuilder svg, IReadOnlyList<double> at, PlotSeries series, in SvgScale scale, string colour)
    {
        var points = new List<(double X, double Y)>();
        for (int i = 0; i < series.Values.Count; i++)
        {
            if (double.IsFinite(series.Values[i]))
            {
                points.Add((at[i], series.Values[i]));
                continue;
            }
            Path(svg, points, scale, colour, series.IsWanted);
            points.Clear();
        }
        Path(svg, points, scale, colour, series.IsWanted);
    }

    private static void Path(
        StringBuilder svg, IReadOnlyList<(double X, double Y)> points, in SvgScale scale, string colour,
        bool isBroken = false)
    {
        if (points.Count == 0) return;
        svg.Append("<polyline fill=\"none\" stroke-width=\"1.3\" stroke=\"").Append(colour).Append('"');
        if (isBroken) svg.Append(" stroke-dasharray=\"5 3\"");
        svg.Append(" points=\"");
        foreach ((double x, double y) in points)
            svg.Append(CultureInfo.InvariantCulture, $"{scale.X(x):0.0},{scale.Y(y):0.0} ");
        svg.Append("\"/>");
    }

    private static void Band(
        StringBuilder svg, IReadOnlyList<double> at, PlotSeries middle, PlotSeries width, in SvgScale scale)
    {
        svg.Append("<polygon fill=\"#b9cfe4\" fill-opacity=\"0.55\" points=\"");
        for (int i = 0; i < at.Count; i++)
            svg.Append(CultureInfo.InvariantCulture,
                $"{scale.X(at[i]):0.0},{scale.Y(middle.Values[i] + width.Values[i]):0.0} ");
        for (int i = at.Count - 1; i >= 0; i--)
            svg.Append(CultureInfo.InvariantCulture,
                $"{scale.X(at[i]):0.0},{scale.Y(middle.Values[i] - width.Values[i]):0.0} ");
        svg.Append("\"/>");
    }

    private static void Legend(StringBuilder svg, int row, PlotSeries series, string colour)
    {
        double y = Top + 10 + (row * 16);
        svg.Append(CultureInfo.InvariantCulture,
            $"<rect x=\"{Width - Right + 10}\" y=\"{y - 8}\" width=\"14\" height=\"4\" fill=\"{colour}\"/>");
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Width - Right + 30}\" y=\"{y - 2}\">")
            .Append(PlotPage.Text(series.Name)).Append("</text>");
    }

    private static string Number(double value) => Math.Abs(value) >= 10_000
        ? value.ToString("N0", CultureInfo.InvariantCulture)
        : value.ToString("0.####", CultureInfo.InvariantCulture);

    /// <summary>From figures to places on the drawing.</summary>
    internal readonly record struct SvgScale(double From, double To, double Low, double High)
    {
        public double X(double value) =>
            Left + ((value - From) / Math.Max(To - From, 1e-12) * (Width - Left - Right));

        public double Y(double value) =>
            Height - Bottom - ((value - Low) / Math.Max(High - Low, 1e-300) * (Height - Top - Bottom));

        /// <summary>Round values within an extent, about so many.</summary>
        public static IEnumerable<double> Ticks(double low, double high, int count)
        {
            double wish = (high - low) / count;
            if (!(wish > 0)) yield break;
            double scale = Math.Pow(10, Math.Floor(Math.Log10(wish)));
            double step = scale * (wish / scale is > 5 ? 10 : wish / scale > 2 ? 5 : wish / scale > 1 ? 2 : 1);
            for (double tick = Math.Ceiling(low / step) * step; tick <= high; tick += step)
                yield return Math.Abs(tick) < step * 1e-9 ? 0 : tick;
        }
    }
}
