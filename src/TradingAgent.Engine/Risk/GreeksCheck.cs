using TradingAgent.Engine.Market;
using TradingAgent.Quant.Maths;
using TradingAgent.Quant.Options;

namespace TradingAgent.Engine.Risk;

/// <summary>
/// Our formula against what the venue says of an option, both from the venue's own forward and volatility, so that a
/// difference is one of convention or of data and not of time. Conventions are the venue's: Bybit multiplies gamma and
/// theta by what is left of the last day.
/// </summary>
internal static class GreeksCheck
{
    /// <summary>So near to expiry a tenth of a second moves a delta by more than any tolerance.</summary>
    public static readonly Duration LeftMin = Duration.FromSeconds(300);

    private const double DayNanoseconds = 86_400e9;

    /// <summary>Compares; what cannot be compared agrees.</summary>
    /// <param name="option">What the venue said.</param>
    /// <param name="terms">The contract.</param>
    /// <param name="now">Engine time.</param>
    /// <param name="greeks">Largest difference of delta, and of the other Greeks as a share of the larger one.</param>
    /// <param name="volatility">Largest difference of the mark, in volatility points, beyond one tick.</param>
    /// <param name="difference">The first that is too large.</param>
    public static bool Agrees(
        in OptionView option, in InstrumentTerms terms, Timestamp now, double greeks, double volatility,
        out GreeksDifference difference)
    {
        difference = default;
        Duration left = terms.Expiry - now;
        if (left < LeftMin || option.MarkVolatility <= 0 || option.Forward <= 0 || option.GreeksAt.IsNone) return true;
        OptionGreeks ours = Black76.Evaluate(
            terms.OptionSide == OptionSide.Call, option.Forward, terms.Strike.ToDouble(),
            YearFraction.FromNanoseconds(left.Nanoseconds), option.MarkVolatility);
        if (ours.Status != PricingStatus.Ok) return true;
        VenueGreeksChanged theirs = option.Greeks;
        double shrunk = ShrinksLastDay(terms.Venue) ? Math.Min(left.Nanoseconds / DayNanoseconds, 1) : 1;
        if (Math.Abs(ours.Delta - theirs.Delta) > greeks)
            return Differ(OptionFigure.Delta, theirs.Delta, ours.Delta, out difference);
        // Far from the money these figures are all rounding: what moves delta by a fifty-thousandth over a hundredth
        // of the price, or an option by a millionth of it, is no difference.
        if (Differ(OptionFigure.Gamma, theirs.Gamma, ours.Gamma * shrunk, greeks, 2e-3 / option.Forward, out difference)
            || Differ(
                OptionFigure.Vega, theirs.VegaPerVolPoint, ours.VegaPerPoint, greeks, option.Forward * 1e-6,
                out difference)
            || Differ(
                OptionFigure.Theta, theirs.ThetaPerDay, ours.ThetaPerDay * shrunk, greeks, option.Forward * 1e-6,
                out difference)) return false;
        double price = terms.IsInverse ? ours.Price / option.Forward : ours.Price;
        double vega = terms.IsInverse ? ours.VegaPerPoint / option.Forward : ours.VegaPerPoint;
        double mark = option.Mark.ToDouble();
        if (mark > 0 && Math.Abs(mark - price) > (volatility * vega) + terms.Tick.ToDouble())
            return Differ(OptionFigure.Mark, mark, price, out difference);
        return true;
    }

    private static bool ShrinksLastDay(VenueId venue) => venue == VenueId.Bybit || venue == VenueId.Simulated;

    /// <summary>True when they differ by more than a share of the larger one and more than a floor.</summary>
    private static bool Differ(
        OptionFigure figure, double theirs, double ours, double share, double floor, out GreeksDifference difference)
    {
        difference = new GreeksDifference(figure, theirs, ours);
        double most = Math.Max(share * Math.Max(Math.Abs(ours), Math.Abs(theirs)), floor);
        return Math.Abs(ours - theirs) > most;
    }

    /// <returns>False: they do not agree.</returns>
    private static bool Differ(OptionFigure figure, double theirs, double ours, out GreeksDifference difference)
    {
        difference = new GreeksDifference(figure, theirs, ours);
        return false;
    }
}
