using System.Globalization;
using TradingAgent.Quant.Calculator;
using TradingAgent.Quant.Contracts;
using TradingAgent.Quant.Options;
using TradingAgent.Quant.Sizing;
using Xunit;

namespace TradingAgent.UnitTests.Quant;

/// <summary>Compares with tables of high-precision values when they lie beside the repository.</summary>
public sealed class ReferenceTableTests
{
    [Theory]
    [InlineData("black76_greeks.csv", "price", 10)]
    [InlineData("inverse_option_greeks.csv", "price_coin", 14)]
    public void Calculator_is_within_half_the_tolerance_of_every_row(string file, string first, int columns)
    {
        Table expected = Table.Read(file);
        var got = Calculate(expected.Text, out var report);
        Assert.Empty(report.Problems);
        Assert.Equal(expected.Count, got.Count);
        var compared = expected.Names.SkipWhile(n => n != first).Take(columns).ToArray();
        Assert.Equal(columns, compared.Intersect(got.Names).Count());
        for (var row = 0; row < expected.Count; row++)
        {
            foreach (var name in compared)
            {
                var off = Math.Abs(expected.Number(row, name) - got.Number(row, name));
                Assert.True(off <= 0.5 * expected.Number(row, name + "_tol"), $"row {row + 1} {name} off by {off:R}");
            }
        }
    }

    [Fact]
    public void Batch_is_within_half_the_tolerance_of_every_undiscounted_row()
    {
        Table table = Table.Read("black76_greeks.csv");
        var rows = Enumerable.Range(0, table.Count).Where(row => table.Number(row, "r") == 0).ToArray();
        double[] Column(string name) => [.. rows.Select(row => table.Number(row, name))];
        var status = new PricingStatus[rows.Length];
        var results = (string[])["price", "delta", "gamma", "vega_1pt", "theta_1d"];
        var got = results.Select(_ => new double[rows.Length]).ToArray();
        var refused = Black76Batch.Evaluate(
            Column("F"), [.. Column("t_ms").Select(t => t / 31_536_000_000)], Column("K"), Column("sigma"),
            [.. rows.Select(row => table.Field(row, "cp") == "C" ? 1.0 : -1.0)],
            new OptionColumns
            {
                Price = got[0],
                Delta = got[1],
                Gamma = got[2],
                VegaPerPoint = got[3],
                ThetaPerDay = got[4],
                Status = status,
            });
        Assert.Equal(0, refused);
        for (var i = 0; i < rows.Length; i++)
        {
            for (var c = 0; c < results.Length; c++)
            {
                var off = Math.Abs(table.Number(rows[i], results[c]) - got[c][i]);
                Assert.True(off <= 0.5 * table.Number(rows[i], results[c] + "_tol"), $"{rows[i] + 1} {results[c]}");
            }
        }
    }

    [Fact]
    public void Implied_volatility_has_the_status_and_the_root_of_every_row()
    {
        Table expected = Table.Read("implied_vol.csv");
        var got = Calculate(expected.Text, out _);
        for (var row = 0; row < expected.Count; row++)
        {
            Assert.Equal(expected.Field(row, "status"), got.Field(row, "status"));
            if (expected.Field(row, "sigma_exact").Length == 0)
                continue;
            var sigma = expected.Number(row, "sigma_exact");
            var off = Math.Abs(got.Number(row, "sigma") - sigma);
            Assert.True(off <= 0.5 * expected.Number(row, "rel_tol") * sigma, $"row {row + 1} off by {off:R}");
        }
    }

    [Fact]
    public void Inverse_perpetuals_agree()
    {
        Table t = Table.Read("inverse_perpetual.csv");
        for (var row = 0; row < t.Count; row++)
        {
            double Of(string name) => t.Number(row, name);
            double q = Of("usd_face"), entry = Of("entry"), mark = Of("mark"), coins = Of("collateral_coin");
            Near(Of("pnl_coin"), InverseContract.Pnl(q, entry, mark));
            Near(Of("pnl_usd_at_mark"), InverseContract.PnlUsd(q, entry, mark));
            Near(Of("delta_coin"), InverseContract.DeltaCoin(q, mark));
            Near(Of("dpnl_dF"), InverseContract.PriceDelta(q, mark));
            Near(Of("d2pnl_dF2"), InverseContract.Gamma(q, mark));
            Near(Of("equity_coin"), InverseContract.EquityCoin(coins, q, entry, mark));
            Near(Of("usd_delta_coin"), InverseContract.UsdDeltaCoin(coins, q, entry));
            Near(Of("funding_coin"), InverseContract.Funding(q, mark, Of("funding_rate")));
        }
    }

    [Fact]
    public void Hedge_bands_agree()
    {
        Table t = Table.Read("whalley_wilmott.csv");
        for (var row = 0; row < t.Count; row++)
        {
            double Of(string name) => t.Number(row, name);
            var h = WhalleyWilmott.HalfWidth(
                Of("S"), Of("pos_gamma"), Of("cost"), Of("risk_aversion"), Of("r"), Of("t_ms") / 31_536_000_000);
            var band = WhalleyWilmott.Band(Of("pos_delta"), Of("pos_gamma"), h);
            Near(Of("ww_half_width"), h);
            Assert.Equal(Of("hedge_lo"), band.Low, 1e-10 * (Math.Abs(Of("pos_delta")) + h));
            Assert.Equal(Of("hedge_hi"), band.High, 1e-10 * (Math.Abs(Of("pos_delta")) + h));
            Near(Of("price_move_to_edge"), band.PriceMoveToEdge);
        }
    }

    private static void Near(double expected, double got) => Assert.Equal(expected, got, 1e-10 * Math.Abs(expected));

    private static Table Calculate(string text, out PriceReport report)
    {
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        report = PriceCalculator.Run(new StringReader(text), output);
        return new Table(output.ToString());
    }

    private sealed class Table
    {
        private readonly List<string[]> _rows;

        public Table(string text)
        {
            Text = text;
            var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            Names = lines[0].Split(',');
            _rows = [.. lines.Skip(1).Select(line => line.Split(','))];
        }

        public string Text { get; }

        public string[] Names { get; }

        public int Count => _rows.Count;

        public static Table Read(string file) =>
            new(File.ReadAllText(Beside.Find(Path.Combine("reference", "quant", file))));

        public string Field(int row, string name) => _rows[row][Array.IndexOf(Names, name)];

        public double Number(int row, string name) =>
            double.Parse(Field(row, name), NumberStyles.Float, CultureInfo.InvariantCulture);
    }
}
