using System.Globalization;
using TradingAgent.Quant.Contracts;
using TradingAgent.Quant.Options;

namespace TradingAgent.Quant.Calculator;

/// <summary>
/// Values a table of options, text in and text out. Input: comma-separated with a header; columns cp (C or P), F, K,
/// t_ms, sigma, and if wanted id, r (0), contract (linear or inverse); all others are ignored, order is free. A table
/// with price and without sigma is answered with implied volatilities instead (price in coins for inverse rows).
/// Rows that name no contract are of the given style; if none is given, inverse when the header holds price_coin or
/// delta_ntd and linear otherwise.
/// </summary>
/// <remarks>
/// One output line for each input line, so that they can be laid side by side: a row that can not be worked out keeps
/// its id, has blank values and is reported. Numbers are the shortest text that reads back to the same double.
/// </remarks>
public static class PriceCalculator
{
    private static readonly string[] StatusNames =
    [
        "ok", "ill_conditioned", "at_intrinsic", "below_intrinsic", "at_maximum", "above_maximum", "refused",
    ];

    /// <summary>Reads all rows and writes their values.</summary>
    public static PriceReport Run(TextReader input, TextWriter output, SettlementStyle? style = null)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(output);
        var header = input.ReadLine() ?? "";
        var columns = PriceColumns.Read(header, style, out var headerProblem);
        if (columns is null)
            return new PriceReport(0, [new RowProblem(1, headerProblem)]);
        WriteLine(output, columns.Output);

        var problems = new List<RowProblem>();
        var rowCount = 0;
        var lineNumber = 1;
        while (input.ReadLine() is { } line)
        {
            lineNumber++;
            if (string.IsNullOrWhiteSpace(line))
                continue;
            rowCount++;
            var fields = CsvLine.Split(line);
            var readable = PriceRow.TryRead(fields, columns, out var row, out var problem);
            var values = readable ? Values(row, columns, out problem) : Blank(columns, "refused");
            if (problem.Length > 0)
                problems.Add(new RowProblem(lineNumber, problem));
            WriteLine(output, columns.Id < 0 ? values : values.Prepend(CsvLine.Quote(row.Id)));
        }

        return new PriceReport(rowCount, problems);
    }

    private static IEnumerable<string> Values(in PriceRow row, PriceColumns columns, out string problem)
    {
        if (columns.IsImplied)
            return Implied(row, columns, out problem);
        var values = row.Style == SettlementStyle.Inverse ? Inverse(row, out var status) : Linear(row, out status);
        problem = status.HasValue() ? "" : Explain(status);
        if (!status.HasValue())
            return Blank(columns, "refused");
        if (columns.Contract < 0)
            return values.Select(Text);
        var (linear, inverse) = PriceColumns.Counts;
        return row.Style == SettlementStyle.Inverse
            ? Enumerable.Repeat("", linear).Concat(values.Select(Text))
            : values.Select(Text).Concat(Enumerable.Repeat("", inverse));
    }

    private static double[] Linear(in PriceRow row, out PricingStatus status)
    {
        var g = Black76.Evaluate(row.IsCall, row.Forward, row.Strike, row.YearFraction, row.Sigma, row.Rate);
        status = g.Status;
        return
        [
            g.Price, g.OutOfTheMoneyPrice, g.Delta, g.Gamma, g.VegaPerPoint, g.ThetaPerDay, g.RhoPerPoint,
            g.VannaPerPoint, g.VolgaPerPoint, g.CharmPerDay,
        ];
    }

    private static double[] Inverse(in PriceRow row, out PricingStatus status)
    {
        var g = InverseOption.Evaluate(row.IsCall, row.Forward, row.Strike, row.YearFraction, row.Sigma);
        status = g.Status;
        return
        [
            g.PriceCoin, g.PriceUsd, g.DeltaBlackScholes, g.NetTransactionDelta, g.GammaUsd, g.CoinDelta, g.CoinGamma,
            g.VegaUsdPerPoint, g.VegaCoinPerPoint, g.ThetaUsdPerDay, g.ThetaCoinPerDay, g.NetTransactionGamma,
            g.VannaUsdPerPoint, g.VolgaUsdPerPoint,
        ];
    }

    private static IEnumerable<string> Implied(in PriceRow row, PriceColumns columns, out string problem)
    {
        var price = row.Style == SettlementStyle.Inverse ? row.Price * row.Forward : row.Price;
        var implied = ImpliedVolatility.Solve(
            row.IsCall, row.Forward, row.Strike, row.YearFraction, price, row.Rate);
        problem = implied.Status == ImpliedVolatilityStatus.Refused ? Explain(implied.Reason) : "";
        var name = StatusNames[(int)implied.Status];
        return implied.HasValue ? [Text(implied.Sigma), name] : Blank(columns, name);
    }

    /// <summary>Empty fields for a row without values; only implied volatilities have a status column.</summary>
    private static IEnumerable<string> Blank(PriceColumns columns, string status)
    {
        if (columns.IsImplied)
            return ["", status];
        var count = columns.Output.Count() - (columns.Id < 0 ? 0 : 1);
        return Enumerable.Repeat("", count);
    }

    private static string Explain(PricingStatus status) => status switch
    {
        PricingStatus.ForwardNotPositive => "F must be positive",
        PricingStatus.StrikeNotPositive => "K must be positive",
        PricingStatus.TimeNegative => "t_ms must not be negative",
        PricingStatus.VolatilityNegative => "sigma must not be negative",
        PricingStatus.NotFinite => "a number is NaN or infinite",
        PricingStatus.OutOfRange => "F or K is outside [1e-100, 1e100], or sigma, t_ms or r is absurdly large",
        PricingStatus.AtExpiry => "t_ms is 0: a price at expiry holds no volatility",
        _ => "the row can not be valued",
    };

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static void WriteLine(TextWriter output, IEnumerable<string> fields)
    {
        output.Write(string.Join(',', fields));
        output.Write('\n');
    }
}
