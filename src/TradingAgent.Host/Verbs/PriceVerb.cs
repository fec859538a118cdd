using System.Globalization;
using System.Text;
using TradingAgent.Quant.Calculator;
using TradingAgent.Quant.Contracts;

namespace TradingAgent.Host.Verbs;

/// <summary><c>price</c>: a table of options in, their values and Greeks out.</summary>
internal static class PriceVerb
{
    public static Verb Create() => new()
    {
        Name = "price",
        Summary = "value a table of options, or find their implied volatilities",
        Description = """
            Reads comma-separated rows with the columns cp (C or P), F, K, t_ms and sigma (and, if
            wanted, id, r and contract), and writes price and Greeks, one line for each line read.
            With a column price instead of sigma it writes implied volatilities.
            Rows that cannot be valued stay blank and are named; why a price has no volatility is in its
            row's status.
            """,
        Options =
        [
            new("--input", "FILE", "the table (required)"),
            new("--output", "FILE", "where the values go (required)"),
            new("--contract", "KIND", "linear or inverse, for rows that do not say"),
        ],
        Examples = [("trading-agent price --input options.csv --output values.csv", "values the rows of options.csv")],
        Run = arguments => Task.FromResult(Run(arguments)),
    };

    private static int Run(VerbArguments arguments)
    {
        string inputFile = arguments.Required("--input");
        string outputFile = arguments.Required("--output");
        SettlementStyle? style = arguments.Text("--contract") switch
        {
            null => null,
            "linear" => SettlementStyle.Linear,
            "inverse" => SettlementStyle.Inverse,
            string other => throw new UsageException($"--contract is «{other}», and must be linear or inverse."),
        };
        // All is worked out before the output is opened: it may be the input, and what fails leaves what was there.
        PriceReport report;
        using var values = new StringWriter(CultureInfo.InvariantCulture);
        using (var input = new StreamReader(inputFile)) report = PriceCalculator.Run(input, values, style);
        if (!report.IsHeaderUnusable) File.WriteAllText(outputFile, values.ToString(), new UTF8Encoding(false));
        foreach (RowProblem problem in report.Problems)
            arguments.Console.Complain($"{inputFile}:{problem.Line}: {problem.Reason}");
        arguments.Console.Say($"{report.ValuedCount} of {report.RowCount} rows answered: {outputFile}");
        return report.Problems.Count == 0 ? ExitCode.Ok : ExitCode.CheckFailed;
    }
}
