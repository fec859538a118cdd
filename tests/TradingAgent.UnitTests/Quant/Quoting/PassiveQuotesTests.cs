using TradingAgent.Quant.Figures;
using TradingAgent.Quant.Quoting;
using Xunit;

namespace TradingAgent.UnitTests.Quant.Quoting;

public sealed class PassiveQuotesTests
{
    [Fact]
    public void Reference_table_agrees()
    {
        ReferenceRows t = ReferenceRows.Read("avellaneda_stoikov.csv");
        foreach (var row in t.Rows)
        {
            double Of(string name) => t.Of(row, name);
            var early = PassiveQuotes.OfFiniteHorizon(
                Of("inventory"), Of("gamma"), Of("sigma"), Of("time_left"), Of("k"));
            ReferenceRows.Near(Of("as_delta_bid"), early.BidDistance, 1e-10, 1e-10);
            ReferenceRows.Near(Of("as_delta_ask"), early.AskDistance, 1e-10, 1e-10);
            ReferenceRows.Near(Of("as_spread"), early.BidDistance + early.AskDistance, 1e-10);
            var steady = PassiveQuotes.OfLongHorizon(Of("inventory"), Of("gamma"), Of("sigma"), Of("k"), Of("A"));
            ReferenceRows.Near(Of("glft_delta_bid"), steady.BidDistance, 1e-10, 1e-11);
            ReferenceRows.Near(Of("glft_delta_ask"), steady.AskDistance, 1e-10, 1e-11);
            ReferenceRows.Near(
                Of("glft_c2"), PassiveQuotes.InventorySlope(Of("gamma"), Of("sigma"), Of("k"), Of("A")), 1e-11);
            ReferenceRows.Near(
                Of("fill_rate_bid"), PassiveQuotes.FillRate(steady.BidDistance, Of("k"), Of("A")), 1e-9);
        }
    }

    [Fact]
    public void Published_examples_are_reproduced()
    {
        var start = PassiveQuotes.OfFiniteHorizon(0, 0.1, 2, 1, 1.5);
        Assert.Equal(1.2908 + 0.4, start.BidDistance + start.AskDistance, 5e-5);
        var steady = PassiveQuotes.OfLongHorizon(0, 0.01, 0.3, 0.3, 0.9);
        Assert.Equal(3.3129, steady.BidDistance, 5e-5);
    }

    [Fact]
    public void A_long_inventory_sells_nearer_and_buys_further_away()
    {
        var flat = PassiveQuotes.OfLongHorizon(0, 0.01, 0.3, 0.3, 0.9);
        var full = PassiveQuotes.OfLongHorizon(5, 0.01, 0.3, 0.3, 0.9);
        Assert.Equal(flat.BidDistance, flat.AskDistance);
        Assert.True(full.BidDistance > flat.BidDistance);
        Assert.True(full.AskDistance < flat.AskDistance);
        Assert.Equal(FigureStatus.OutOfRange, PassiveQuotes.OfLongHorizon(0, 0.01, 0.3, 0, 0.9).Status);
        Assert.Equal(FigureStatus.NotFinite, PassiveQuotes.OfLongHorizon(double.NaN, 0.01, 0.3, 1, 0.9).Status);
    }
}
