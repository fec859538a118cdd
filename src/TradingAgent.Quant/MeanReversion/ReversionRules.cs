using TradingAgent.Quant.Figures;

namespace TradingAgent.Quant.MeanReversion;

/// <summary>
/// Size against a deviation from the mean: -clip(z/z_full)·max between entry and stop. The rule adds to losers, so its
/// gates are not optional: half-life, stop on the score, longest holding.
/// </summary>
/// <param name="ScoreEntry">|z| that opens a position.</param>
/// <param name="ScoreFull">|z| of the full size.</param>
/// <param name="ScoreStop">|z| that ends it, above the full one.</param>
/// <param name="QuantityMax">Full size.</param>
/// <param name="HalfLifeMax">Longest half-life that is traded, unit of time.</param>
/// <param name="HalfLivesHeldMax">Longest holding in half-lives, 3 usually.</param>
public readonly record struct ReversionRules(
    double ScoreEntry, double ScoreFull, double ScoreStop, double QuantityMax, double HalfLifeMax,
    double HalfLivesHeldMax)
{
    /// <summary>True when entry &lt; full &lt; stop and everything is positive.</summary>
    public bool IsAdmissible => ScoreEntry >= 0 && ScoreFull > ScoreEntry && ScoreStop > ScoreFull
        && double.IsFinite(ScoreStop) && QuantityMax >= 0 && double.IsFinite(QuantityMax) && HalfLifeMax > 0
        && HalfLivesHeldMax > 0;

    /// <summary>The position for a score and a half-life, held for so long already (0 when flat).</summary>
    public ReversionSize Size(Figure score, Figure halfLife, double heldFor)
    {
        if (!IsAdmissible || !score.HasValue || !(heldFor >= 0))
            return new ReversionSize(ReversionVerdict.NoInput, 0);
        if (!halfLife.HasValue)
        {
            var reverts = halfLife.Status != FigureStatus.NoSolution;
            return new ReversionSize(reverts ? ReversionVerdict.NoInput : ReversionVerdict.TooSlow, 0);
        }

        var z = Math.Abs(score.Value);
        var verdict = z >= ScoreStop ? ReversionVerdict.Broken
            : halfLife.Value > HalfLifeMax ? ReversionVerdict.TooSlow
            : heldFor > HalfLivesHeldMax * halfLife.Value ? ReversionVerdict.HeldTooLong
            : z < ScoreEntry || z == 0 ? ReversionVerdict.InsideEntry
            : ReversionVerdict.Sized;
        return verdict == ReversionVerdict.Sized
            ? new ReversionSize(verdict, -Math.CopySign(Math.Min(1, z / ScoreFull) * QuantityMax, score.Value))
            : new ReversionSize(verdict, 0);
    }
}
