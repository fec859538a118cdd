using TradingAgent.Quant.Figures;

namespace TradingAgent.Quant.Sizing;

/// <summary>
/// Scaling out: targets taken one after the other and a trailing exit. It says what should be left, not what to sell,
/// so that partial fills and new quotes cannot sell twice; what is left never grows again.
/// </summary>
public struct ExitLadder
{
    private double _best;
    private double _left;
    private long _started;

    /// <summary>Share of the original position that should be left, 1 before anything was reached.</summary>
    public readonly double ShareLeft => _started == 0 ? 1 : _left;

    /// <summary>Best progress so far.</summary>
    public readonly Figure BestProgress =>
        _started == 0 ? Figure.None(FigureStatus.WarmingUp) : Figure.Of(_best);

    /// <summary>
    /// Takes the progress and returns the share of the original position to keep. Targets ascend and their shares sum
    /// to at most 1. Trail is the fall from the best progress that ends it all, 0 for none. Shock in [0, 1] is the
    /// uncertainty: it brings the targets nearer and lets go of that share at once.
    /// </summary>
    public Figure Keep(double progress, ReadOnlySpan<ExitTarget> targets, double trail, double shock)
    {
        if (!double.IsFinite(progress) || !double.IsFinite(trail) || !double.IsFinite(shock))
            return Figure.None(FigureStatus.NotFinite);
        if (trail < 0 || shock < 0 || shock > 1 || !AreAdmissible(targets))
            return Figure.None(FigureStatus.OutOfRange);
        _best = _started == 0 ? progress : Math.Max(_best, progress);
        var share = 1.0;
        foreach (var target in targets)
        {
            if (_best >= target.Progress * (1 - shock))
                share -= target.Share;
        }

        if (trail > 0 && _best - progress >= trail)
            share = 0;
        _left = Math.Min(ShareLeft, Math.Max(0, share) * (1 - shock));
        _started = 1;
        return Figure.Of(_left);
    }

    /// <summary>
    /// Probability that a driftless price gains <paramref name="gain"/> before it loses <paramref name="loss"/>.
    /// </summary>
    public static Figure ReachProbability(double gain, double loss) => gain > 0 && loss > 0
        ? Figure.Of(loss / (gain + loss))
        : Figure.None(FigureStatus.OutOfRange);

    /// <summary>Starts anew for the next position.</summary>
    public void Restart() => this = default;

    private static bool AreAdmissible(ReadOnlySpan<ExitTarget> targets)
    {
        double sum = 0, last = 0;
        foreach (var target in targets)
        {
            if (!(target.Progress > last) || !(target.Share >= 0) || !double.IsFinite(target.Progress))
                return false;
            last = target.Progress;
            sum += target.Share;
        }

        return sum <= 1 + 1e-12;
    }
}
