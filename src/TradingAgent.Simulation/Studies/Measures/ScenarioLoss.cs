using TradingAgent.Engine.Risk;
using TradingAgent.Quant.Maths;
using TradingAgent.Quant.Options;
using TradingAgent.Quant.Risk;
using TradingAgent.Simulation.Studies.Markets;

namespace TradingAgent.Simulation.Studies.Measures;

/// <summary>
/// The worst loss of what is held on a coin over price × volatility × time, every leg repriced in full; the study's own
/// reckoning, from its own books and prices. The cells are those that the engine's limits speak of.
/// </summary>
internal static class ScenarioLoss
{
    private const int LegsMax = 32;
    private static readonly double[] Factors = [.. ScenarioAxes.PriceMoves.ToArray().Select(move => 1 + move)];
    private static readonly double[] LogFactors = [.. Factors.Select(Elementary.Log)];

    /// <summary>USD, never negative.</summary>
    public static double Of(StudyMarket market, int coin)
    {
        Span<double> profits = stackalloc double[ScenarioAxes.Cells];
        Span<InstrumentId> left = stackalloc InstrumentId[LegsMax];
        profits.Clear();
        double mid = market.MidOf(coin);
        int count = 0;
        for (int i = 1; i <= market.Book.Last; i++)
        {
            var id = new InstrumentId(i);
            double held = market.Book[id].ToDouble();
            if (held == 0 || market.At(id).Coin != coin) continue;
            if (!market.At(id).Terms.IsOption) AddLinear(held * mid, profits);
            else if (count < LegsMax) left[count++] = id;
            else throw new InvalidOperationException("A study holds more options of a coin than it can revalue.");
        }
        while (count > 0) count = AddExpiry(market, mid, left[..count], profits);
        return ScenarioGrid.Worst(profits).Loss;
    }

    /// <summary>The most by which an order can change the worst loss, USD: its own largest cell.</summary>
    public static double WorthOf(StudyMarket market, InstrumentId id, double quantity)
    {
        Span<double> profits = stackalloc double[ScenarioAxes.Cells];
        profits.Clear();
        ref readonly StudyInstrument at = ref market.At(id);
        double mid = market.MidOf(at.Coin);
        if (!at.Terms.IsOption) AddLinear(quantity * mid, profits);
        else AddLegs(market, at, mid, [at.Terms.Strike.ToDouble()], [SideOf(at)], [quantity], profits);
        double most = 0;
        foreach (double profit in profits) most = Math.Max(most, Math.Abs(profit));
        return most;
    }

    private static void AddLinear(double valueUsd, Span<double> profits)
    {
        ReadOnlySpan<double> moves = ScenarioAxes.PriceMoves;
        for (int cell = 0; cell < profits.Length; cell++) profits[cell] += valueUsd * moves[cell % ScenarioAxes.Moves];
    }

    /// <summary>Takes the legs that expire with the first one; returns how many are left, at the front.</summary>
    private static int AddExpiry(StudyMarket market, double mid, Span<InstrumentId> legs, Span<double> profits)
    {
        Span<double> strikes = stackalloc double[legs.Length];
        Span<double> sides = stackalloc double[legs.Length];
        Span<double> held = stackalloc double[legs.Length];
        ref readonly StudyInstrument first = ref market.At(legs[0]);
        int taken = 0, left = 0;
        foreach (InstrumentId id in legs)
        {
            ref readonly StudyInstrument at = ref market.At(id);
            if (at.Terms.Expiry != first.Terms.Expiry || at.Sigma != first.Sigma)
            {
                legs[left++] = id;
                continue;
            }
            (strikes[taken], sides[taken]) = (at.Terms.Strike.ToDouble(), SideOf(at));
            held[taken++] = market.Book[id].ToDouble();
        }
        AddLegs(market, first, mid, strikes[..taken], sides[..taken], held[..taken], profits);
        return left;
    }

    /// <summary>Legs of one expiry and one volatility.</summary>
    private static void AddLegs(
        StudyMarket market, in StudyInstrument at, double mid, ReadOnlySpan<double> strikes, ReadOnlySpan<double> sides,
        ReadOnlySpan<double> held, Span<double> profits)
    {
        long left = (at.Terms.Expiry - market.Now).Nanoseconds;
        double years = Math.Max(0, YearFraction.FromNanoseconds(left));
        double open = SettlementAverage.ShareOpen(left, SettlementAverage.UsualWindow);
        Span<double> sigmas = stackalloc double[strikes.Length];
        Span<double> row = stackalloc double[ScenarioAxes.Moves];
        sigmas.Fill(at.Sigma);
        Black76Sweep.Evaluate(mid, years, Factors, LogFactors, strikes, sigmas, sides, held, row);
        double before = row[ScenarioAxes.Still % ScenarioAxes.Moves];
        for (int block = 0; block < ScenarioAxes.Blocks; block++)
        {
            Scenario scenario = ScenarioAxes.CellAt(block * ScenarioAxes.Moves);
            sigmas.Fill(scenario.Sigma(at.Sigma, ScenarioAxes.ShiftMin, ScenarioAxes.SigmaMin));
            Black76Sweep.Evaluate(
                mid, Math.Max(0, years - scenario.YearsForward), Factors, LogFactors, strikes, sigmas, sides, held,
                row);
            for (int move = 0; move < row.Length; move++)
                profits[(block * ScenarioAxes.Moves) + move] += (row[move] - before) * open;
        }
    }

    private static double SideOf(in StudyInstrument at) => at.Terms.OptionSide == OptionSide.Call ? 1 : -1;
}
