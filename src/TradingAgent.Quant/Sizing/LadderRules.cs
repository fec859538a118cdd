using TradingAgent.Quant.Figures;

namespace TradingAgent.Quant.Sizing;

/// <summary>The rules of a stake ladder.</summary>
/// <param name="Kind">What makes it climb.</param>
/// <param name="Multiplier">Stake on the next step over the stake on this one, at least 1.</param>
/// <param name="StepsMax">Stakes in one cycle, the first included.</param>
/// <param name="StreakLength">Outcomes in a row that make one step, 1 usually.</param>
/// <param name="ResetsAtTop">True: back to the first stake after the last step; false: the last stake stays.</param>
public readonly record struct LadderRules(
    LadderKind Kind, double Multiplier, int StepsMax, int StreakLength, bool ResetsAtTop)
{
    /// <summary>Most steps that are accepted.</summary>
    public const int StepsLimit = 30;

    /// <summary>Ok, or why these are no rules.</summary>
    public FigureStatus Check()
    {
        if (!double.IsFinite(Multiplier))
            return FigureStatus.NotFinite;
        var inside = Multiplier >= 1 && Multiplier <= 10 && StepsMax >= 1 && StepsMax <= StepsLimit
            && StreakLength >= 1;
        return inside ? FigureStatus.Ok : FigureStatus.OutOfRange;
    }

    /// <summary>Stake of a step, 0 being the first, in units of the first; never above the last.</summary>
    public double StakeUnits(int step)
    {
        var units = 1.0;
        for (var i = 0; i < Math.Min(step, StepsMax - 1); i++)
            units *= Multiplier;
        return units;
    }

    /// <summary>Sum of all stakes of a cycle: what a martingale must be able to lose, in units of the first.</summary>
    public Figure Bankroll()
    {
        var status = Check();
        if (status != FigureStatus.Ok)
            return Figure.None(status);
        double sum = 0, stake = 1;
        for (var i = 0; i < StepsMax; i++)
        {
            sum += stake;
            stake *= Multiplier;
        }

        return Figure.Of(sum);
    }
}
