using TradingAgent.Domain.Time;
using TradingAgent.Engine.Kernel;
using TradingAgent.Runtime.Reports;
using TradingAgent.Simulation.Studies.Markets;
using TradingAgent.Simulation.Studies.Plans;
using Xunit;

namespace TradingAgent.UnitTests.Simulation.Studies;

public sealed class PlanTests
{
    private static readonly string Example =
        File.ReadAllText(Path.Combine(Tidy.RepositoryFolder.Path, "config", "portfolio.example.json"));

    [Fact]
    public void The_example_is_planned_with_every_policys_word_and_the_orders()
    {
        PlanResult plan = Run(Example);
        DecisionPicture bitcoin = plan.Underlyings.Single(one => one.Underlying == "BTC");
        Assert.Equal(64, bitcoin.Bars);
        Assert.Equal(["target by hand", "volatility-target"], bitcoin.Trace.Select(step => step.Policy));
        TraceLine step = bitcoin.Trace[1];
        double expected = 0.25 * plan.EquityUsd * Math.Min(1, 0.3 / step.Inputs["volatility"]!.Value) / 100_000;
        Assert.Equal(expected, step.After, 6);
        Assert.Equal(step.After, bitcoin.Target);
        // Long 1.25 of the perpetual, short four calls at the money, long three puts below it.
        Assert.InRange(bitcoin.Delta, -2, -1);
        PlanOrder order = plan.Orders.First(one => one.Instrument == "bybit:BTCUSDT");
        Assert.Equal(("Buy", "99999.9", "PostOnly"), (order.Side, order.Price, order.TimeInForce));
        Assert.Contains("\"orders\": [", plan.Json);
    }

    [Fact]
    public void Without_bars_the_volatility_is_missing_and_said_to_be()
    {
        PlanPortfolio portfolio = PlanPortfolio.Read(Example);
        PlanResult plan = Run(portfolio with
        {
            Underlyings = portfolio.Underlyings.ToDictionary(one => one.Key, one => one.Value with { Bars = [] }),
        });
        TraceLine step = plan.Underlyings[0].Trace[1];
        Assert.Equal(("Volatility", 0.0), (step.Missing, step.After));
    }

    [Fact]
    public void A_book_and_a_volume_are_what_liquidity_sees()
    {
        TraceLine step = Liquidity(PlanPortfolio.Read(Example));
        // Within ten basis points of 100,000 there are 1.5, 4 and 12 coins bid.
        Assert.Equal(17.5, step.Inputs["depth"]!.Value, 9);
        Assert.Equal(200_000, step.Inputs["volume a day"]!.Value, 4_000.0);
        Assert.Equal(("Capped", null), (step.Rule, step.Missing));
        Assert.Equal(0.1 * 17.5, step.After, 9);
    }

    [Fact]
    public void Without_them_liquidity_says_which_is_missing()
    {
        PlanPortfolio portfolio = PlanPortfolio.Read(Example);
        PlanPortfolio shallow = portfolio with
        {
            Instruments = [.. portfolio.Instruments.Select(one => one with { Bids = [], Asks = [] })],
        };
        Assert.Equal("Depth", Liquidity(shallow).Missing);
        PlanPortfolio untraded = portfolio with
        {
            Underlyings = portfolio.Underlyings.ToDictionary(
                one => one.Key, one => one.Value with { VolumePerDay = null }),
        };
        Assert.Equal("Volume", Liquidity(untraded).Missing);
    }

    [Theory]
    [InlineData("{ \"price\": 99999.9, \"size\": 1.5 }", "{ \"price\": 100001, \"size\": 1.5 }",
        "instruments[0].bids[0].price: is 100001, not below the best ask")]
    [InlineData("\"price\": 100010, \"size\": 3.5", "\"price\": 100000, \"size\": 3.5",
        "instruments[0].asks[1].price: levels go away")]
    [InlineData("\"price\": 99990, \"size\": 4", "\"price\": 99990, \"size\": 0",
        "instruments[0].bids[1].size: is 0, and must be above 0.")]
    [InlineData("\"volumePerDay\": 200000", "\"volumePerDay\": -1", "underlyings.BTC.volumePerDay: is -1")]
    [InlineData("\"asks\": [", "\"spread\": 1, \"asks\": [", "instruments[0].spread: is what bids and asks say")]
    [InlineData("\"lot\": 0.001", "\"lot\": 0", "instruments[0].lot: is 0, and must be above 0.")]
    [InlineData("\"spot\": 4000", "\"spot\": -1", "underlyings.ETH.spot: is -1, and must be above 0.")]
    [InlineData(
        "\"LinearPerpetual\", \"quantity\": -10", "\"Swap\", \"quantity\": -10", "instruments[1].kind: is «Swap»")]
    [InlineData("\"side\": \"Put\"", "\"side\": \"put\"", "instruments[3].side: must be Call or Put.")]
    [InlineData("\"USDT\": 1000000", "\"FOO\": 1", "wallets.FOO: is no coin this build knows.")]
    [InlineData("\"strike\": 90000,", "", "instruments[3].strike: must be given, above 0.")]
    [InlineData("\"wallets\"", "\"walets\"", "walets")]
    [InlineData("2026-06-26T08:00:00Z\", \"quantity\": 3", "2026-05-26T08:00:00Z\", \"quantity\": 3",
        "instruments[3].expiry: ")]
    public void What_is_wrong_is_said_with_its_place(string from, string to, string problem)
    {
        string text = Example.Replace(from, to, StringComparison.Ordinal);
        Assert.NotEqual(Example, text);
        PlanException error = Assert.Throws<PlanException>(() => PlanPortfolio.Read(text));
        Assert.Contains(error.Problems, line => line.Contains(problem, StringComparison.Ordinal));
    }

    private static TraceLine Liquidity(PlanPortfolio portfolio) => PortfolioPlan.Run(
        portfolio,
        new StudyParameters()
            .WithPolicy("linear", [CurrencyId.Btc], ("Goal", 5), ("Step", 5))
            .WithPolicy("liquidity", [CurrencyId.Btc], ("DepthMax", 0.1), ("VolumeMax", 0.02)).For,
        Duration.FromSeconds(60)).Underlyings[0].Trace.Single(step => step.Policy == "liquidity");

    private static PlanResult Run(string json) => Run(PlanPortfolio.Read(json));

    private static PlanResult Run(PlanPortfolio portfolio) => PortfolioPlan.Run(
        portfolio,
        new StudyParameters().WithPolicy(
            "volatility-target", [CurrencyId.Btc, CurrencyId.Eth], ("TargetVolatility", 0.3),
            ("CapitalShare", 0.25)).For,
        Duration.FromSeconds(60));
}
