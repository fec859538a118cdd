namespace TradingAgent.Quant.Sizing;

/// <summary>
/// Where a stake ladder stands. It climbs one step after a streak in its direction, goes back to the first stake with
/// the first outcome against it, and never beyond the last step.
/// </summary>
public struct StakeLadder
{
    private int _step;
    private int _streak;
    private int _busts;

    /// <summary>Steps climbed, 0 at the first stake.</summary>
    public readonly int Step => _step;

    /// <summary>How often the top was reached and failed.</summary>
    public readonly int Busts => _busts;

    /// <summary>The next stake for a first stake of so much.</summary>
    public readonly double Stake(in LadderRules rules, double firstStake) => firstStake * rules.StakeUnits(_step);

    /// <summary>Takes an outcome and moves to the next stake.</summary>
    public void Take(bool isWin, in LadderRules rules)
    {
        var climbs = isWin == (rules.Kind == LadderKind.AfterWins);
        if (!climbs)
        {
            _step = 0;
            _streak = 0;
            return;
        }

        _streak++;
        if (_streak < rules.StreakLength)
            return;
        _streak = 0;
        if (_step + 1 < rules.StepsMax)
        {
            _step++;
            return;
        }

        _busts++;
        if (rules.ResetsAtTop)
            _step = 0;
    }

    /// <summary>Back to the first stake.</summary>
    public void Reset() => this = default;
}
