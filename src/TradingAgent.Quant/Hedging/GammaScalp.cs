using TradingAgent.Quant.Figures;
using TradingAgent.Quant.Maths;

namespace TradingAgent.Quant.Hedging;

/// <summary>When a gamma scalp hedges. A figure of 0 switches its trigger off.</summary>
/// <param name="MoveInDailyMoves">Move since the last hedge, in expected daily moves.</param>
/// <param name="DeltaInGammaMoves">Delta error, in what gamma makes of one expected daily move.</param>
/// <param name="IntervalYears">Time since the last hedge.</param>
public readonly record struct GammaScalp(double MoveInDailyMoves, double DeltaInGammaMoves, double IntervalYears)
{
    private const double IntervalFactor = 1.5957691216057308; // 2·√(2/π)

    /// <summary>True when at least one trigger is on and none is negative.</summary>
    public bool IsAdmissible => MoveInDailyMoves >= 0 && DeltaInGammaMoves >= 0 && IntervalYears >= 0
        && MoveInDailyMoves + DeltaInGammaMoves + IntervalYears > 0;

    /// <summary>
    /// The first trigger that is due. A missing daily move leaves only the clock, and NoInput when that is off.
    /// </summary>
    /// <param name="move">Price less price at the last hedge.</param>
    /// <param name="deltaError">Delta less target, coins.</param>
    /// <param name="gamma">Gamma of the position, coins per dollar.</param>
    /// <param name="elapsedYears">Since the last hedge.</param>
    /// <param name="dailyMove">See <see cref="ExpectedMove.Daily"/>.</param>
    public ScalpTrigger Due(double move, double deltaError, double gamma, double elapsedYears, Figure dailyMove)
    {
        if (!IsAdmissible || !double.IsFinite(move + deltaError + gamma + elapsedYears))
            return ScalpTrigger.NoInput;
        var isMeasured = dailyMove is { HasValue: true, Value: > 0 };
        if (isMeasured)
        {
            if (MoveInDailyMoves > 0 && Math.Abs(move) >= MoveInDailyMoves * dailyMove.Value)
                return ScalpTrigger.Move;
            var gammaMove = Math.Abs(gamma) * dailyMove.Value;
            if (DeltaInGammaMoves > 0 && gammaMove > 0 && Math.Abs(deltaError) >= DeltaInGammaMoves * gammaMove)
                return ScalpTrigger.Delta;
        }

        if (IntervalYears > 0)
            return elapsedYears >= IntervalYears ? ScalpTrigger.Time : ScalpTrigger.None;
        return isMeasured ? ScalpTrigger.None : ScalpTrigger.NoInput;
    }

    /// <summary>
    /// The best fixed interval between hedges, years, for the one-way cost λ and the absolute risk aversion γ:
    /// (2√(2/π)·λ/(γ|Γ|F²σ³))^(2/3), Γ of the position.
    /// </summary>
    public static Figure BestInterval(
        double forward, double sigma, double positionGamma, double cost, double riskAversion)
    {
        if (!double.IsFinite(forward + sigma + positionGamma) || !double.IsFinite(cost + riskAversion))
            return Figure.None(FigureStatus.NotFinite);
        if (forward <= 0 || sigma <= 0 || positionGamma == 0 || cost < 0 || riskAversion <= 0)
            return Figure.None(FigureStatus.OutOfRange);
        var risk = riskAversion * Math.Abs(positionGamma) * forward * forward * sigma * sigma * sigma;
        return Figure.Of(Elementary.Pow(IntervalFactor * cost / risk, 2.0 / 3));
    }

    /// <summary>
    /// Resting orders ahead of the price for long gamma: at k steps above the last hedge sell, below buy, each what
    /// gamma adds over one step, in whole lots towards zero. Writes up to the length of the span a side, nearest
    /// first, negative quantities selling; returns how many.
    /// </summary>
    public static int Ladder(
        double price, double step, double gamma, double lot, bool isAbove, Span<ScalpOrder> orders)
    {
        var isUsable = price > 0 && step > 0 && gamma > 0 && lot > 0 && double.IsFinite(price + step + gamma + lot);
        if (!isUsable)
            return 0;
        var booked = 0.0;
        var count = 0;
        for (var k = 1; count < orders.Length && k <= 4 * orders.Length; k++)
        {
            var level = isAbove ? price + (k * step) : price - (k * step);
            if (level <= 0)
                break;
            // From the sum, so that what one step leaves below a lot is in the next.
            var quantity = Math.Floor((((gamma * k * step) - booked) / lot) + 1e-9) * lot;
            if (quantity <= 0)
                continue;
            booked += quantity;
            orders[count++] = new ScalpOrder(level, isAbove ? -quantity : quantity);
        }

        return count;
    }
}
