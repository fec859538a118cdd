using System.Globalization;
using TradingAgent.Quant.Contracts;
using TradingAgent.Quant.Maths;

namespace TradingAgent.Quant.Calculator;

/// <summary>One option to value or to imply a volatility from.</summary>
internal readonly record struct PriceRow(
    string Id, SettlementStyle Style, bool IsCall, double Forward, double Strike, double YearFraction, double Sigma,
    double Price, double Rate)
{
    /// <summary>Reads the fields of a line; false and the reason when one can not be read.</summary>
    public static bool TryRead(List<string> fields, PriceColumns columns, out PriceRow row, out string problem)
    {
        var reader = new FieldReader(fields);
        var id = reader.Text(columns.Id);
        var isCall = reader.Side(columns.Side);
        var forward = reader.Number(columns.Forward, "F");
        var strike = reader.Number(columns.Strike, "K");
        var milliseconds = reader.Number(columns.Milliseconds, "t_ms");
        var sigma = columns.IsImplied ? 0 : reader.Number(columns.Sigma, "sigma");
        var price = columns.IsImplied ? reader.Number(columns.Price, "price") : 0;
        var rate = reader.Text(columns.Rate).Length == 0 ? 0 : reader.Number(columns.Rate, "r");
        var style = reader.Style(columns.Contract, columns.DefaultStyle);
        if (style == SettlementStyle.Inverse && rate != 0)
            reader.Complain("r must be 0 (or left out) for an inverse contract");
        problem = reader.Problem;
        var years = milliseconds / Maths.YearFraction.MillisecondsPerYear;
        row = new PriceRow(id, style, isCall, forward, strike, years, sigma, price, rate);
        return problem.Length == 0;
    }

    /// <summary>Keeps the first thing that is wrong with a line.</summary>
    private sealed class FieldReader(List<string> fields)
    {
        public string Problem { get; private set; } = "";

        public string Text(int at) => at >= 0 && at < fields.Count ? fields[at] : "";

        public double Number(int at, string name)
        {
            var text = Text(at);
            if (text.Length == 0)
                Complain($"{name} is missing");
            else if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
                return value;
            else
                Complain($"{name} is not a number: '{text}'");
            return 0;
        }

        public bool Side(int at)
        {
            var text = Text(at);
            if (Is(text, "C") || Is(text, "call"))
                return true;
            if (!Is(text, "P") && !Is(text, "put"))
                Complain($"cp must be C or P, not '{text}'");
            return false;
        }

        public SettlementStyle Style(int at, SettlementStyle fallback)
        {
            var text = Text(at);
            if (text.Length == 0)
                return fallback;
            if (Is(text, "linear"))
                return SettlementStyle.Linear;
            if (!Is(text, "inverse"))
                Complain($"contract must be linear or inverse, not '{text}'");
            return SettlementStyle.Inverse;
        }

        public void Complain(string problem) => Problem = Problem.Length == 0 ? problem : Problem;

        private static bool Is(string text, string word) => text.Equals(word, StringComparison.OrdinalIgnoreCase);
    }
}
