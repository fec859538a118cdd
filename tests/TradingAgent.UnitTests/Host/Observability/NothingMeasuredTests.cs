using TradingAgent.Host.Observability;
using TradingAgent.Runtime.Reports;
using Xunit;

namespace TradingAgent.UnitTests.Host.Observability;

/// <summary>What nobody measured is said in words; «NaN» is none.</summary>
public sealed class NothingMeasuredTests
{
    [Fact]
    public void Before_the_first_fill_the_status_line_has_no_share()
    {
        Assert.Equal("not measured", StatusLine.Share(double.NaN));
        Assert.Equal("97 %", StatusLine.Share(0.971));
    }

    [Fact]
    public void A_hedge_that_only_one_instrument_can_carry_has_no_next()
    {
        var hedge = new HedgeReport { NextCost = double.NaN };
        var chosen = new EngineReport { Kind = ReportKind.HedgeChosen, Hedge = hedge };
        string line = ReportText.Describe(in chosen, new InstrumentTable()).ToString();
        Assert.EndsWith("next is none (there is no other)", line, StringComparison.Ordinal);
    }
}
