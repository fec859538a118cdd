using TradingAgent.Quant.Maths;
using TradingAgent.Quant.Options;
using TradingAgent.Quant.Risk;
using TradingAgent.Simulation.Studies.Markets;

namespace TradingAgent.Simulation.Studies.Measures;

/// <summary>
/// The worst loss of what is held on a coin over price × volatility × time, every leg repriced in full; the study's own
/// reckoning, from its own books.
/// </summary>
internal static class ScenarioLoss
{
    /// <summary>USD, never negative.</summary>
    public static double Of(StudyMarket market, int coin)
    {
        var grid = new ScenarioGrid(
            ScenarioGrid.DefaultPriceMoves, ScenarioGrid.DefaultSigmaShifts, ScenarioGrid.DefaultYearsForward);
        Span<double> profits = stackalloc double[grid.Count];
        double mid = market.MidOf(coin);
        profits.Clear();
        for (int i = 1; i <= market.Book.Last; i++)
        {
            var id = new InstrumentId(i);
            double held = market.Book[id].ToDouble();
            if (held == 0 || market.At(id).Coin != coin) continue;
            for (int cell = 0; cell < profits.Length; cell++)
                profits[cell] += held * ChangeOf(market.At(id), grid[cell], mid, market.Now);
        }
        return ScenarioGrid.Worst(profits).Loss;
    }

    private static double ChangeOf(in StudyInstrument at, in Scenario scenario, double mid, Timestamp now)
    {
        if (!at.Terms.IsOption) return mid * (scenario.PriceFactor - 1);
        double years = YearFraction.FromNanoseconds((at.Terms.Expiry - now).Nanoseconds);
        bool isCall = at.Terms.OptionSide == OptionSide.Call;
        double strike = at.Terms.Strike.ToDouble();
        double before = Black76.Evaluate(isCall, mid, strike, years, at.Sigma).Price;
        double sigma = scenario.Sigma(at.Sigma, 0, 0.01);
        double left = Math.Max(0, years - scenario.YearsForward);
        return Black76.Evaluate(isCall, mid * scenario.PriceFactor, strike, left, sigma).Price - before;
    }
}
