using System.Globalization;
using TradingAgent.Quant.Calculator;
using TradingAgent.Quant.Contracts;
using TradingAgent.Quant.Options;
using Xunit;

namespace TradingAgent.UnitTests.Quant.Calculator;

public sealed class PriceCalculatorTests
{
    private const string LinearHeader =
        "price,otm_price,delta,gamma,vega_1pt,theta_1d,rho_1pt,vanna_1pt,volga_1pt,charm_1d";

    private const string InverseHeader =
        "price_coin,price_usd,delta_bs,delta_ntd,gamma_usd,dcoin_dF,d2coin_dF2,vega_usd_1pt,vega_coin_1pt,"
        + "theta_usd_1d,theta_coin_1d,dntd_dF,vanna_usd_1pt,volga_usd_1pt";

    [Fact]
    public void Columns_are_found_by_name_and_others_ignored()
    {
        var (lines, report) = Run("note,sigma,K,F,t_ms,cp,id\nhello,0.6,60000,60000,604800000,C,a7\n");
        Assert.Equal("id," + LinearHeader, lines[0]);
        var fields = lines[1].Split(',');
        var g = Black76.Evaluate(true, 60000, 60000, 604800000 / 31_536_000_000.0, 0.6);
        Assert.Equal("a7", fields[0]);
        Assert.Equal(g.Price, Number(fields[1]));
        Assert.Equal(g.CharmPerDay, Number(fields[10]));
        Assert.Equal((1, 1, 0), (report.RowCount, report.ValuedCount, report.Problems.Count));
    }

    [Fact]
    public void Without_an_id_column_none_is_written_and_the_rate_is_used()
    {
        var (lines, _) = Run("cp,F,K,t_ms,sigma,r\nput,100,90,31536000000,0.4,0.05\np,100,90,31536000000,0.4,\n");
        Assert.Equal(LinearHeader, lines[0]);
        Assert.Equal(Black76.Evaluate(false, 100, 90, 1, 0.4, 0.05).Price, Number(lines[1].Split(',')[0]));
        Assert.Equal(Black76.Evaluate(false, 100, 90, 1, 0.4).Price, Number(lines[2].Split(',')[0]));
    }

    [Fact]
    public void Bad_rows_are_named_by_line_and_keep_their_place()
    {
        var (lines, report) = Run(
            "id,cp,F,K,t_ms,sigma\n1,C,100,100,1000000,0.5\n2,X,100,100,1000000,0.5\n\n3,C,abc,100,1000000,0.5\n"
            + "4,C,-1,100,1000000,0.5\n5,P,100,100,1000000,\n6,C,100,100,-5,0.5\n7,P,100,100\n8,C,nan,1,1,1\n"
            + "9,C,100,100,0,0.5\n");
        Assert.Equal(10, lines.Length);
        Assert.Equal(
            [
                "line 3: cp must be C or P, not 'X'", "line 5: F is not a number: 'abc'", "line 6: F must be positive",
                "line 7: sigma is missing", "line 8: t_ms must not be negative", "line 9: t_ms is missing",
                "line 10: a number is NaN or infinite",
            ],
            report.Problems.Select(p => p.ToString()));
        Assert.Equal((9, 2), (report.RowCount, report.ValuedCount));
        Assert.Equal("2,,,,,,,,,,", lines[2]);
        Assert.Equal("9,0,0,0.5,0,0,0,0,0,0,0", lines[9]);
    }

    [Fact]
    public void A_header_without_the_needed_columns_writes_nothing()
    {
        var (lines, report) = Run("F,K,price\n1,2,3\n");
        Assert.Empty(lines);
        Assert.True(report.IsHeaderUnusable);
        Assert.Equal("line 1: the header lacks the column(s) cp, t_ms; add them", report.Problems[0].ToString());
        Assert.Contains("sigma (or price)", Run("cp,F,K,t_ms\n").Report.Problems[0].Reason, StringComparison.Ordinal);
        Assert.True(Run("").Report.IsHeaderUnusable);
    }

    [Fact]
    public void Coin_settlement_is_chosen_by_argument_by_header_or_by_row()
    {
        const string row = "C,60000,62000,604800000,0.6";
        Assert.Equal(InverseHeader, Run($"cp,F,K,t_ms,sigma\n{row}\n", SettlementStyle.Inverse).Lines[0]);
        var (byHeader, _) = Run($"cp,F,K,t_ms,sigma,price_coin\n{row},1\n");
        Assert.Equal(InverseHeader, byHeader[0]);
        Assert.Equal(LinearHeader, Run($"cp,F,K,t_ms,sigma,price_coin\n{row},1\n", SettlementStyle.Linear).Lines[0]);

        var (byRow, report) = Run(
            $"cp,F,K,t_ms,sigma,contract\n{row},inverse\n{row},linear\n{row},\n{row},quanto\n");
        Assert.Equal($"{LinearHeader},{InverseHeader}", byRow[0]);
        Assert.Equal(new string(',', 10) + byHeader[1], byRow[1]);
        Assert.StartsWith(Run($"cp,F,K,t_ms,sigma\n{row}\n").Lines[1] + ",", byRow[2], StringComparison.Ordinal);
        Assert.Equal(byRow[2], byRow[3]);
        Assert.Equal("line 5: contract must be linear or inverse, not 'quanto'", report.Problems.Single().ToString());
    }

    [Fact]
    public void A_table_with_prices_and_no_volatility_is_answered_with_volatilities()
    {
        var price = Black76.Evaluate(true, 60000, 66000, 0.02, 0.6).Price.ToString("R", CultureInfo.InvariantCulture);
        var (lines, report) = Run(
            $"id,cp,F,K,t_ms,price\n1,C,60000,66000,630720000,{price}\n2,C,60000,50000,630720000,10000\n"
            + "3,C,60000,50000,630720000,9000\n4,P,60000,50000,630720000,50000\n5,P,60000,50000,630720000,50001\n"
            + "6,P,60000,50000,0,1\n");
        Assert.Equal("id,sigma,status", lines[0]);
        Assert.Equal(0.6, Number(lines[1].Split(',')[1]), 1e-14);
        Assert.EndsWith(",ok", lines[1], StringComparison.Ordinal);
        Assert.Equal(
            ["2,,at_intrinsic", "3,,below_intrinsic", "4,,at_maximum", "5,,above_maximum", "6,,refused"], lines[2..]);
        Assert.Equal("line 7: t_ms is 0: a price at expiry holds no volatility", report.Problems.Single().ToString());
    }

    [Fact]
    public void Volatility_wins_over_price_and_coin_prices_are_understood()
    {
        Assert.Equal(LinearHeader, Run("cp,F,K,t_ms,sigma,price\nC,100,100,1000000,0.5,3\n").Lines[0]);
        var g = InverseOption.Evaluate(true, 60000, 66000, 0.02, 0.6);
        var price = g.PriceCoin.ToString("R", CultureInfo.InvariantCulture);
        var (lines, _) = Run($"cp,F,K,t_ms,price,contract\nC,60000,66000,630720000,{price},inverse\n");
        Assert.Equal(0.6, Number(lines[1].Split(',')[0]), 1e-13);
    }

    [Fact]
    public void Quoted_fields_and_a_byte_order_mark_are_read()
    {
        var (lines, report) = Run("\uFEFF\"id\",cp,F,K,t_ms,sigma\r\n\"a,\"\"b\"\"\",C,100,100,1000000,0.5\r\n");
        Assert.Empty(report.Problems);
        Assert.StartsWith("\"a,\"\"b\"\"\",0", lines[1], StringComparison.Ordinal);
    }

    private static (string[] Lines, PriceReport Report) Run(string input, SettlementStyle? style = null)
    {
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        var report = PriceCalculator.Run(new StringReader(input), output, style);
        return (output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries), report);
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
