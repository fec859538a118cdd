using TradingAgent.Engine.Market;
using TradingAgent.Quant.Maths;
using TradingAgent.Quant.Options;

namespace TradingAgent.Engine.Risk;

/// <summary>
/// Our formula against what the venue says of an option, both from the venue's own forward and volatility, so that a
/// difference is one of convention or of data and not of time. A venue may shrink gamma and theta on the last day, so
/// delta, vega and the mark are what is compared.
/// </summary>
internal static class GreeksCheck
{
    /// <summary>So near to expiry a tenth of a second moves a delta by more than any tolerance.</summary>
    private static readonly Duration LeftMin = Duration.FromSeconds(300);

    /// <summary>Compares; what cannot be compared agrees.</summary>
    /// <param name="option">What the venue said.</param>
    /// <param name="terms">The contract.</param>
    /// <param name="now">Engine time.</param>
    /// <param name="greeks">Largest difference of delta, and of vega as a share of the larger one.</param>
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
        if (Math.Abs(ours.Delta - theirs.Delta) > greeks)
            return Differ(theirs.Delta, ours.Delta, out difference);
        double largerVega = Math.Max(Math.Abs(ours.VegaPerPoint), Math.Abs(theirs.VegaPerVolPoint));
        // The vega of an option far from the money is all rounding.
        double vegaMax = Math.Max(greeks * largerVega, option.Forward * 1e-6);
        if (Math.Abs(ours.VegaPerPoint - theirs.VegaPerVolPoint) > vegaMax)
            return Differ(theirs.VegaPerVolPoint, ours.VegaPerPoint, out difference);
        double price = terms.IsInverse ? ours.Price / option.Forward : ours.Price;
        double vega = terms.IsInverse ? ours.VegaPerPoint / option.Forward : ours.VegaPerPoint;
        double mark = option.Mark.ToDouble();
        if (mark > 0 && Math.Abs(mark - price) > (volatility * vega) + terms.Tick.ToDouble())
            return Differ(mark, price, out difference);
        return true;
    }

    private static bool Differ(double theirs, double ours, out GreeksDifference difference)
    {
        difference = new GreeksDifference(theirs, ours);
        return false;
    }
}
