using TradingAgent.Quant.Figures;
using TradingAgent.Quant.Sizing;
using Xunit;

namespace TradingAgent.UnitTests.Quant.Sizing;

public sealed class CostBandTests
{
    private const double Week = 7.0 / 365;

    [Fact]
    public void Reference_table_agrees()
    {
        ReferenceRows t = ReferenceRows.Read("whalley_wilmott.csv");
        foreach (var row in t.Rows)
        {
            double Of(string name) => t.Of(row, name);
            var band = Zakamouline.Band(
                Of("S"), Of("pos_gamma"), Of("cost"), Of("risk_aversion"), Of("sigma"), Of("t_ms") / 31_536_000_000,
                Of("r"));
            Assert.Equal(FigureStatus.Ok, band.Status);
            ReferenceRows.Near(Of("zak_h0"), band.Fixed, 1e-12);
            ReferenceRows.Near(Of("zak_h1"), band.GammaPart, 1e-12);
            ReferenceRows.Near(Of("zak_k"), band.VolatilityShift, 1e-12);
            ReferenceRows.Near(Of("zak_half_width"), band.HalfWidth, 1e-12);
            Compare(t, row, "zak_sigma_short", band.MiddleSigma(Of("sigma"), true));
            Compare(t, row, "zak_sigma_long", band.MiddleSigma(Of("sigma"), false));
            var interval = Of("dt_ms") / 31_536_000_000;
            var number = LelandVolatility.Number(Of("cost"), Of("sigma"), interval);
            ReferenceRows.Near(Of("leland_number"), number, 1e-13);
            foreach (var isShort in (bool[])[true, false])
            {
                Compare(
                    t, row, isShort ? "leland_sigma_short" : "leland_sigma_long",
                    LelandVolatility.Adjusted(Of("cost"), Of("sigma"), interval, isShort));
            }
        }
    }

    /// <summary>Short ten weekly calls at the money, 3 bp, γ 1e-5: 0.0724 + 0.7553; Leland hourly 0.6220.</summary>
    [Fact]
    public void The_worked_example_is_reproduced()
    {
        var band = Zakamouline.Band(60000, -7.995215520972613e-4, 0.0003, 1e-5, 0.6, Week);
        Assert.Equal(0.0724, band.Fixed, 5e-5);
        Assert.Equal(0.7553, band.GammaPart, 5e-5);
        Assert.Equal(0.6220, LelandVolatility.Adjusted(0.0003, 0.6, 1.0 / 8760, true).Value, 5e-5);
    }

    [Fact]
    public void Long_gamma_dearer_than_its_moves_has_no_adjusted_volatility()
    {
        Assert.Equal(FigureStatus.NoSolution, LelandVolatility.Adjusted(0.05, 0.3, 1.0 / 8760, false).Status);
        Assert.True(LelandVolatility.Adjusted(0.05, 0.3, 1.0 / 8760, true).HasValue);
        Assert.Equal(FigureStatus.OutOfRange, LelandVolatility.Number(0.01, 0, 0.1).Status);
        Assert.Equal(FigureStatus.NotFinite, LelandVolatility.Number(double.NaN, 1, 0.1).Status);
    }

    [Fact]
    public void The_band_grows_with_cost_and_gamma_and_has_none_at_expiry()
    {
        double last = 0;
        foreach (var cost in (double[])[0, 1e-5, 1e-4, 1e-3])
        {
            var width = Zakamouline.Band(60000, 1e-3, cost, 1e-5, 0.6, Week).HalfWidth;
            Assert.InRange(width, last, 1000);
            Assert.True(Zakamouline.Band(60000, -2e-3, cost, 1e-5, 0.6, Week).HalfWidth >= width);
            last = width;
        }

        Assert.Equal(0, Zakamouline.Band(60000, 0, 1e-4, 1e-5, 0.6, Week).GammaPart);
        Assert.Equal(FigureStatus.OutOfRange, Zakamouline.Band(60000, 1e-3, 1e-4, 1e-5, 0.6, 0).Status);
    }

    [Fact]
    public void A_skewed_band_tolerates_more_on_one_side_and_trades_to_its_inner_edge()
    {
        var band = AsymmetricBand.Of(1, 0.5, 0.01, 1, 1);
        Assert.Equal(0, band.Trade(1.5).Value);
        Assert.Equal(SizeBound.Band, band.Trade(-0.5).Bound);
        Assert.Equal(-0.5, band.Trade(2).Value);
        Assert.Equal(0.5, band.Trade(-1).Value);
        Assert.Equal(-2, (band with { InnerShare = 0 }).Trade(2).Value);
        Assert.Equal(-1, (band with { InnerShare = 0, HedgeRatio = 0.5 }).Trade(2).Value);
        Assert.Equal(0.05, AsymmetricBand.Of(0, 0, 0.1, 1, 1).Below);
        Assert.Equal(FigureStatus.OutOfRange, (band with { HedgeRatio = 2 }).Trade(2).Status);
        Assert.Equal(FigureStatus.NotFinite, band.Trade(double.NaN).Status);
    }

    private static void Compare(ReferenceRows t, int row, string name, Figure got)
    {
        if (t.IsBlank(row, name))
            Assert.False(got.HasValue);
        else
            ReferenceRows.Near(t.Of(row, name), got, 1e-12);
    }
}
