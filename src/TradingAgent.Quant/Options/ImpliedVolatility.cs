using TradingAgent.Quant.Maths;

namespace TradingAgent.Quant.Options;

/// <summary>
/// Implied volatility of a discounted Black-76 price, to the precision the price holds (after Jäckel, "Let's Be
/// Rational", 2015: out-of-the-money side, branches that make the objective nearly linear, fourth-order steps).
/// </summary>
public static class ImpliedVolatility
{
    private const double IllConditionedAbove = 1e-8;
    private const double InputError = 7.105427357601002e-15; // 2^-47: 32 units in the last place
    private const double OwnCondition = 1.5;                  // of sigma itself (1) and of time (1/2)

    /// <summary>Solves for sigma. Time in years (ACT/365), rate per year.</summary>
    public static ImpliedVolatilityResult Solve(
        bool isCall, double forward, double strike, double yearFraction, double price, double rate = 0)
    {
        var reason = Black76.Check(forward, strike, yearFraction, 0, rate);
        if (reason == PricingStatus.Ok)
            reason = !double.IsFinite(price) ? PricingStatus.NotFinite
                : yearFraction == 0 ? PricingStatus.AtExpiry : PricingStatus.Ok;
        if (reason != PricingStatus.Ok)
            return ImpliedVolatilityResult.Refused(reason);

        var discount = rate == 0 ? 1 : Elementary.Exp(-rate * yearFraction);
        var largest = isCall ? forward : strike;
        var status = Locate(isCall ? forward - strike : strike - forward, discount, largest, price);
        if (status != ImpliedVolatilityStatus.Ok)
            return ImpliedVolatilityResult.None(status);

        // The same amounts above intrinsic and below the maximum belong to the out-of-the-money option.
        var undiscounted = price / discount;
        var above = TimeValue(isCall, forward, strike, undiscounted);
        var below = largest - undiscounted;
        if (above <= 0)
            return ImpliedVolatilityResult.None(ImpliedVolatilityStatus.AtIntrinsic);
        if (below <= 0)
            return ImpliedVolatilityResult.None(ImpliedVolatilityStatus.AtMaximum);
        var root = DeviationRoot.Find(Math.Min(forward, strike), Math.Max(forward, strike), above, below);
        return Judge(isCall, forward, strike, yearFraction, undiscounted, rate, root);
    }

    /// <summary>Ok when the price lies strictly between its bounds. Equality is that of the rounded bounds.</summary>
    private static ImpliedVolatilityStatus Locate(double moneyness, double discount, double largest, double price)
    {
        var intrinsic = discount * Math.Max(0, moneyness);
        var maximum = discount * largest;
        if (price == intrinsic)
            return ImpliedVolatilityStatus.AtIntrinsic;
        if (price < intrinsic)
            return ImpliedVolatilityStatus.BelowIntrinsic;
        if (price == maximum)
            return ImpliedVolatilityStatus.AtMaximum;
        return price > maximum ? ImpliedVolatilityStatus.AboveMaximum : ImpliedVolatilityStatus.Ok;
    }

    /// <summary>price - intrinsic with the rounding error of forward - strike given back.</summary>
    private static double TimeValue(bool isCall, double forward, double strike, double price)
    {
        var high = isCall ? forward : strike;
        var low = isCall ? strike : forward;
        if (high <= low)
            return price;
        var difference = high - low;
        var back = high - difference;
        var rest = (back - low) + (high - (difference + back));
        return (price - difference) - rest;
    }

    private static ImpliedVolatilityResult Judge(
        bool isCall, double forward, double strike, double yearFraction, double price, double rate,
        in DeviationRoot root)
    {
        var sigma = root.Deviation / Math.Sqrt(yearFraction);
        var priceCondition = price / root.CashVega;
        var inTheMoney = isCall ? forward > strike : strike > forward;
        var legs = inTheMoney ? forward + strike - root.Legs : root.Legs;
        var condition = priceCondition + (legs / root.CashVega) + OwnCondition
            + (Math.Abs(rate) * yearFraction * priceCondition);
        var error = InputError * condition;
        var status = error > IllConditionedAbove
            ? ImpliedVolatilityStatus.IllConditioned
            : ImpliedVolatilityStatus.Ok;
        return new ImpliedVolatilityResult(status, PricingStatus.Ok, sigma, error, priceCondition, root.Iterations);
    }
}
