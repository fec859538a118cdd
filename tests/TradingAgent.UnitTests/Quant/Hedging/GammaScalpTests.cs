using TradingAgent.Quant.Figures;
using TradingAgent.Quant.Hedging;
using TradingAgent.Quant.Options;
using Xunit;

namespace TradingAgent.UnitTests.Quant.Hedging;

public sealed class GammaScalpTests
{
    private static readonly GammaScalp Rules = new(0.5, 0.6, 1.0 / 365);

    [Fact]
    public void The_first_trigger_that_is_due_is_named()
    {
        var day = ExpectedMove.Daily(60000, 0.6);
        Assert.Equal(1884.33, day.Value, 0.01);
        Assert.Equal(ScalpTrigger.Move, Rules.Due(-950, 0, 1e-3, 0, day));
        Assert.Equal(ScalpTrigger.Delta, Rules.Due(10, 1.2, -1e-3, 0, day));
        Assert.Equal(ScalpTrigger.Time, Rules.Due(10, 0, 1e-3, 0.01, day));
        Assert.Equal(ScalpTrigger.None, Rules.Due(10, 1, 1e-3, 0.001, day));
    }

    [Fact]
    public void Without_the_daily_move_only_the_clock_counts()
    {
        var none = Figure.None(FigureStatus.WarmingUp);
        Assert.Equal(ScalpTrigger.None, Rules.Due(9000, 50, 1e-3, 0, none));
        Assert.Equal(ScalpTrigger.Time, Rules.Due(0, 0, 1e-3, 1, none));
        Assert.Equal(ScalpTrigger.NoInput, (Rules with { IntervalYears = 0 }).Due(9000, 50, 1e-3, 1, none));
        Assert.Equal(ScalpTrigger.NoInput, default(GammaScalp).Due(9000, 50, 1e-3, 1, Figure.Of(1)));
        Assert.Equal(ScalpTrigger.NoInput, Rules.Due(double.NaN, 50, 1e-3, 1, Figure.Of(1)));
    }

    /// <summary>S = K = 100, 20 %, one month: 0.43 with 21 hedges, 0.22 with 84.</summary>
    [Fact]
    public void The_hedging_error_of_Derman_and_Kamal_is_reproduced()
    {
        var vega = 100 * Black76.Evaluate(true, 100, 100, 1.0 / 12, 0.2).VegaPerPoint;
        Assert.Equal(0.43, ExpectedMove.HedgingError(vega, 0.2, 21).Value, 0.02);
        Assert.Equal(0.22, ExpectedMove.HedgingError(vega, 0.2, 84).Value, 0.01);
    }

    [Fact]
    public void The_best_interval_balances_cost_and_risk()
    {
        // At the optimum the cost rate √(2/π)·λσF²|Γ|/√δt is half of the risk's, which falls as δt rises.
        const double f = 60000, sigma = 0.6, gamma = 8e-4, cost = 0.0003, aversion = 1e-5;
        var best = GammaScalp.BestInterval(f, sigma, gamma, cost, aversion).Value;
        double Total(double dt) => (Math.Sqrt(2 / Math.PI) * cost * sigma * f * f * gamma / Math.Sqrt(dt))
            + (0.25 * aversion * gamma * gamma * f * f * f * f * Math.Pow(sigma, 4) * dt);
        Assert.True(Total(best) < Total(best * 1.02));
        Assert.True(Total(best) < Total(best * 0.98));
        Assert.Equal(4 * best, GammaScalp.BestInterval(f, sigma, gamma, 8 * cost, aversion).Value, 1e-12);
        Assert.Equal(FigureStatus.OutOfRange, GammaScalp.BestInterval(f, sigma, 0, cost, aversion).Status);
    }

    [Fact]
    public void The_ladder_rests_what_gamma_will_have_added_and_never_more()
    {
        Span<ScalpOrder> orders = new ScalpOrder[4];
        Assert.Equal(4, GammaScalp.Ladder(60000, 300, 0.0005, 0.1, true, orders));
        Assert.Equal(new ScalpOrder(60300, -0.1), orders[0]);
        Assert.Equal(60600, orders[1].Price);
        var sum = 0.0;
        foreach (var order in orders)
        {
            sum -= order.Quantity;
            Assert.True(sum <= (0.0005 * (order.Price - 60000)) + 1e-9);
        }

        Assert.Equal(4, GammaScalp.Ladder(60000, 300, 0.0005, 0.1, false, orders));
        Assert.Equal(new ScalpOrder(59700, 0.1), orders[0]);
        Assert.Equal(0, GammaScalp.Ladder(60000, 300, -0.0005, 0.1, true, orders));
    }

    /// <summary>Sixty seconds to expiry: the derivative says 0.008 per dollar, a finite move far less.</summary>
    [Fact]
    public void Near_expiry_a_finite_move_tames_gamma()
    {
        const double minute = 60.0 / 31_536_000;
        var spike = Black76.Evaluate(true, 60000, 60000, minute, 0.6).Gamma;
        Assert.Equal(0.008, spike, 1e-4);
        Assert.Equal(spike, ExpectedMove.Gamma(true, 60000, 60000, minute, 0.6, 0.1).Value, 1e-6);
        Assert.Equal(1.0 / 1000, ExpectedMove.Gamma(true, 60000, 60000, minute, 0.6, 500).Value, 1e-9);
        Assert.Equal(FigureStatus.OutOfRange, ExpectedMove.Gamma(true, 60000, 60000, minute, 0.6, 0).Status);
    }

    [Fact]
    public void The_ledger_meets_theta_at_the_realised_volatility()
    {
        ScalpLedger ledger = default;
        const double step = 1.0 / 8760, gamma = 1e-3, sigma = 0.5;
        double price = 60000;
        for (var i = 0; i < 100; i++)
        {
            var next = price + ((i % 2 == 0 ? 1 : -1) * price * sigma * Math.Sqrt(step));
            var theta = -0.5 * gamma * price * price * sigma * sigma / 365;
            Assert.Equal(FigureStatus.Ok, ledger.Add(gamma, theta, price, next, step));
            price = next;
        }

        Assert.Equal(0.5, ledger.RealisedSigma.Value, 1e-12);
        Assert.Equal(0, ledger.Net, 1e-6 * ledger.GammaGain);
        Assert.Equal(FigureStatus.WarmingUp, default(ScalpLedger).RealisedSigma.Status);
    }
}
