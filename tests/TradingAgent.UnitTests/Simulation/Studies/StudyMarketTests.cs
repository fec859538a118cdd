using TradingAgent.Engine.Kernel;
using TradingAgent.Simulation.Studies;
using TradingAgent.Simulation.Studies.Markets;
using TradingAgent.Simulation.Studies.Measures;
using TradingAgent.Simulation.Studies.Plots;
using Xunit;

namespace TradingAgent.UnitTests.Simulation.Studies;

public sealed class StudyMarketTests
{
    [Fact]
    public void Eight_days_trade_expire_fund_and_the_books_agree()
    {
        StudyReport report = Study.Run("small", SmallStudy.Settings(days: 8, seed: 3));
        Assert.Empty(report.Differences);
        Assert.Equal(8 * 8640, report.Steps);
        Assert.True(report.Fills > 20, $"{report.Fills} fills");
        Assert.NotEqual(0, report.FundingUsd);
        Assert.InRange(report.MakerShare!.Value, 0.5, 1);
        Assert.InRange(report.Underlyings["BTC"].Delta.KeptShare!.Value, 0.9, 1);
        Assert.InRange(report.Underlyings["BTC"].MarketVolatility!.Value, 0.3, 1.0);
        Assert.Equal(
            ["volatility-target", "drawdown-control"],
            report.Underlyings["ETH"].Policies.Select(policy => policy.Policy));
    }

    [Fact]
    public void The_same_seed_gives_the_same_bytes_and_another_seed_others()
    {
        string first = Study.Run("small", SmallStudy.Settings(days: 1, seed: 5)).Json;
        Assert.Equal(first, Study.Run("small", SmallStudy.Settings(days: 1, seed: 5)).Json);
        Assert.NotEqual(first, Study.Run("small", SmallStudy.Settings(days: 1, seed: 6)).Json);
    }

    [Fact]
    public void A_fill_that_only_the_engine_heard_of_is_a_difference()
    {
        var market = new StudyMarket(SmallStudy.Settings(days: 1, seed: 5, straddles: 0));
        for (int i = 0; i < 100; i++) Assert.True(market.TryStep());
        Assert.Empty(market.Differences());
        var invented = new EngineEvent
        {
            Kind = EventKind.OrderFilled,
            Instrument = new InstrumentId(1),
            Venue = VenueId.Bybit,
            Sequence = market.Engine.LastSequence + 1,
            ReceivedAt = market.Now,
            Filled = new OrderFilled(
                ClientOrderId.None, new ExecutionId(77, 1), Price.From(100_000), Quantity.From(1), 0, Quantity.Zero, 0,
                CurrencyId.Usdt, Side.Buy, ExecutionKind.Trade, false),
        };
        market.Engine.Apply(invented, new EngineOutput(market.Engine.Limits));
        Assert.Contains(market.Differences(), line => line.StartsWith("BTCUSDT: ", StringComparison.Ordinal));
    }

    [Fact]
    public void A_page_holds_every_panel_and_asks_for_nothing_from_elsewhere()
    {
        var recorder = new StudyRecorder(SmallStudy.Step);
        StudyReport report = Study.Run("small <one>", SmallStudy.Settings(days: 1, seed: 5), recorder);
        string page = PlotPage.Render("A & B", report, recorder.Days, recorder.Series);
        Assert.All(recorder.Series, line => Assert.Equal(recorder.Days.Count, line.Values.Count));
        foreach (string panel in (string[])["Equity, USD", "Drawdown, USD", "BTC delta, coins", "ETH factors"])
            Assert.Contains($"<h2>{panel}</h2>", page);
        Assert.Contains("small &lt;one&gt;", page);
        Assert.DoesNotContain("http", page);
        Assert.DoesNotContain("<script", page);
        Assert.DoesNotContain("NaN", page);
    }
}
