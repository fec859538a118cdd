using TradingAgent.Quant.Figures;
using TradingAgent.Quant.Maths;

namespace TradingAgent.Quant.Sizing;

/// <summary>
/// What one cycle of a stake ladder with even-money bets amounts to, in units of the first stake. No rule of stakes
/// makes an edge: the expectation is (2p - 1) times the expected turnover.
/// </summary>
/// <param name="Status">Whether there are figures, or why not.</param>
/// <param name="EndProbability">That the cycle climbs to its end: bust after losses, a full run after wins.</param>
/// <param name="ExpectedValue">Expected P&amp;L of a cycle.</param>
/// <param name="ExpectedStake">Expected turnover of a cycle.</param>
/// <param name="WorstLoss">Largest loss of a cycle.</param>
/// <param name="BestGain">Largest gain of a cycle.</param>
public readonly record struct LadderOdds(
    FigureStatus Status, double EndProbability, double ExpectedValue, double ExpectedStake, double WorstLoss,
    double BestGain)
{
    /// <summary>The odds of one cycle, which ends with the first outcome against the streak or at the top.</summary>
    public static LadderOdds OfCycle(in LadderRules rules, double winProbability)
    {
        var status = rules.Check();
        if (status == FigureStatus.Ok && !(winProbability >= 0 && winProbability <= 1))
            status = double.IsFinite(winProbability) ? FigureStatus.OutOfRange : FigureStatus.NotFinite;
        if (status != FigureStatus.Ok)
            return new LadderOdds(status, 0, 0, 0, 0, 0);
        var isAfterLosses = rules.Kind == LadderKind.AfterLosses;
        var climb = isAfterLosses ? 1 - winProbability : winProbability;
        double reach = 1, stake = 1, turnover = 0, before = 0, turn = double.MinValue;
        for (var i = 0; i < rules.StepsMax; i++)
        {
            turnover += reach * stake;
            // The outcome that ends the streak on this step weighs its stake against all stakes before it.
            turn = Math.Max(turn, stake - before);
            before += stake;
            stake *= rules.Multiplier;
            reach *= climb;
        }

        var value = ((2 * winProbability) - 1) * turnover;
        return isAfterLosses
            ? new LadderOdds(FigureStatus.Ok, reach, value, turnover, before, turn)
            : new LadderOdds(FigureStatus.Ok, reach, value, turnover, turn, before);
    }

    /// <summary>Probability that at least one of so many cycles runs to its end: 1 - (1 - e)^M.</summary>
    public Figure EndsWithin(double cycles)
    {
        if (Status != FigureStatus.Ok || !(cycles >= 0))
            return Figure.None(Status != FigureStatus.Ok ? Status : FigureStatus.OutOfRange);
        return EndProbability >= 1
            ? Figure.Of(cycles > 0 ? 1 : 0)
            : Figure.Of(1 - Elementary.Exp(cycles * Elementary.LogRatio(1 - EndProbability, 1)));
    }
}
