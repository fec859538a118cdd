using TradingAgent.Quant.Maths;

namespace TradingAgent.Quant.Options;

/// <summary>
/// Discounted Black-76 (Black 1976) on the forward: V = θD[F·N(θd1) - K·N(θd2)], D = e^(-rT). The out-of-the-money
/// side is valued and parity added, so values far from the money and deep in it keep their digits. Relative error: a
/// few ulp times the condition number of the figure. With r = 0 the bits of price, delta, gamma, vega and theta are
/// those of <see cref="Black76Batch"/>.
/// </summary>
public static class Black76
{
    /// <summary>Below this standard deviation σ√T the limit is returned and flagged AtExpiry.</summary>
    internal const double DeviationMin = 1e-150;

    /// <summary>-1/(2·365·√(2π)): theta per day of F·e^(-d1²/2)·σ²/s.</summary>
    internal const double ThetaFactor = -0.5 * NormalDistribution.InverseSqrtTwoPi / DaysPerYear;

    /// <summary>Vega per point of F·e^(-d1²/2)·√T.</summary>
    internal const double VegaFactor = 0.01 * NormalDistribution.InverseSqrtTwoPi;

    private const double DaysPerYear = 365;
    private const double PointSize = 0.01;
    private const double ScaleMax = 1e8;
    private const double DiscountExponentMax = 700;

    /// <summary>
    /// Values one option. Time in years (ACT/365), volatility and rate per year (0.8 = 80 %). Delta, gamma, vanna and
    /// charm are derivatives with respect to the forward; theta holds forward, volatility and rate fixed.
    /// </summary>
    public static OptionGreeks Evaluate(
        bool isCall, double forward, double strike, double yearFraction, double sigma, double rate = 0) =>
        Evaluate(isCall, forward, strike, yearFraction, sigma, rate, out _);

    /// <summary>The same, and what the figures were made of when the status is Ok.</summary>
    internal static OptionGreeks Evaluate(
        bool isCall, double forward, double strike, double yearFraction, double sigma, double rate,
        out LognormalTerms terms)
    {
        terms = default;
        var reason = Check(forward, strike, yearFraction, sigma, rate);
        if (reason != PricingStatus.Ok)
            return OptionGreeks.Refused(reason);
        var sqrtTime = Math.Sqrt(yearFraction);
        var deviation = sigma * sqrtTime;
        var discount = rate == 0 ? 1 : Elementary.Exp(-rate * yearFraction);
        if (deviation < DeviationMin)
            return AtExpiry(isCall, forward, strike, yearFraction, discount);
        terms = LognormalTerms.Of(forward, strike, deviation);
        return Assemble(isCall, forward, strike, yearFraction, sqrtTime, sigma, rate, discount, terms);
    }

    /// <summary>The reason to refuse these inputs, or Ok.</summary>
    public static PricingStatus Check(double forward, double strike, double yearFraction, double sigma, double rate = 0)
    {
        if (!double.IsFinite(forward) || !double.IsFinite(strike) || !double.IsFinite(yearFraction)
            || !double.IsFinite(sigma) || !double.IsFinite(rate))
            return PricingStatus.NotFinite;
        if (forward <= 0)
            return PricingStatus.ForwardNotPositive;
        if (strike <= 0)
            return PricingStatus.StrikeNotPositive;
        if (yearFraction < 0)
            return PricingStatus.TimeNegative;
        if (sigma < 0)
            return PricingStatus.VolatilityNegative;
        var inRange = forward >= LognormalTerms.PriceMin && forward <= LognormalTerms.PriceMax
            && strike >= LognormalTerms.PriceMin && strike <= LognormalTerms.PriceMax
            && yearFraction <= ScaleMax && sigma <= ScaleMax && Math.Abs(rate * yearFraction) <= DiscountExponentMax;
        return inRange ? PricingStatus.Ok : PricingStatus.OutOfRange;
    }

    /// <summary>w·N(d) for w = whole, from tail = w·N(-|d|).</summary>
    internal static double Probability(double d, double tail, double whole) => d > 0 ? whole - tail : tail;

    private static OptionGreeks Assemble(
        bool isCall, double forward, double strike, double yearFraction, double sqrtTime, double sigma, double rate,
        double discount, in LognormalTerms terms)
    {
        var sign = isCall ? 1.0 : -1.0;
        var intrinsic = Math.Max(0, sign * (forward - strike));
        var outOfTheMoney = discount * terms.TimeValue;
        var price = discount * (terms.TimeValue + intrinsic);
        var delta = discount * (sign * Probability(sign * terms.D1, terms.Tail1, 1));
        var cash = forward * terms.Bell;
        var density = NormalDistribution.InverseSqrtTwoPi * terms.Bell;
        var vega = discount * (cash * (VegaFactor * sqrtTime));
        var theta = discount * (cash * (ThetaFactor * (sigma * sigma) * terms.InverseDeviation));
        return new OptionGreeks(
            PricingStatus.Ok,
            price,
            outOfTheMoney,
            delta,
            discount * (density * terms.InverseForwardDeviation),
            vega,
            rate == 0 ? theta : theta + (rate * price / DaysPerYear),
            -yearFraction * price * PointSize,
            -(discount * (density * PointSize) * terms.D2 / sigma),
            vega * PointSize * (terms.D1 * terms.D2) / sigma,
            ((discount * density * terms.D2 / (2 * yearFraction)) + (rate * delta)) / DaysPerYear);
    }

    /// <summary>The limit for T = 0 or σ = 0; at F = K the delta is one half.</summary>
    private static OptionGreeks AtExpiry(
        bool isCall, double forward, double strike, double yearFraction, double discount)
    {
        var sign = isCall ? 1.0 : -1.0;
        var moneyness = sign * (forward - strike);
        var price = discount * Math.Max(0, moneyness);
        var probability = moneyness > 0 ? 1 : moneyness < 0 ? 0 : 0.5;
        var rho = price == 0 ? 0 : -yearFraction * price * PointSize;
        return new OptionGreeks(
            PricingStatus.AtExpiry, price, 0, (discount * sign * probability) + 0.0, 0, 0, 0, rho, 0, 0, 0);
    }
}
