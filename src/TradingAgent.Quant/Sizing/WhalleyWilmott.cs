using TradingAgent.Quant.Maths;

namespace TradingAgent.Quant.Sizing;

/// <summary>
/// The no-trade band of Whalley and Wilmott (1997) for hedging with proportional costs:
/// H = (3/2·e^(-rT)·λ·S·Γ²/γ)^(1/3) for the gamma Γ of the whole position.
/// </summary>
public static class WhalleyWilmott
{
    /// <summary>
    /// The half width in coins. Spot in dollars, gamma of the position in coins per dollar, cost the one-way
    /// proportional cost (0.0003 = 3 bp), risk aversion absolute, per dollar; all but gamma and rate positive or zero.
    /// </summary>
    public static double HalfWidth(
        double spot, double positionGamma, double cost, double riskAversion, double rate = 0, double yearFraction = 0)
    {
        Require(spot > 0 && double.IsFinite(spot), nameof(spot), spot, "must be positive");
        Require(double.IsFinite(positionGamma), nameof(positionGamma), positionGamma, "must be finite");
        Require(cost >= 0 && double.IsFinite(cost), nameof(cost), cost, "must not be negative");
        Require(
            riskAversion > 0 && double.IsFinite(riskAversion), nameof(riskAversion), riskAversion, "must be positive");
        Require(double.IsFinite(rate), nameof(rate), rate, "must be finite");
        Require(yearFraction >= 0 && double.IsFinite(yearFraction), nameof(yearFraction), yearFraction, "must be ≥ 0");
        if (positionGamma == 0 || cost == 0)
            return 0;
        var gamma = Math.Abs(positionGamma);
        var log = Elementary.Log(1.5) + Elementary.Log(cost) + Elementary.Log(spot) + (2 * Elementary.Log(gamma))
            - Elementary.Log(riskAversion) - (rate * yearFraction);
        return Elementary.Exp(log / 3);
    }

    /// <summary>The band around the perfect hedge, -delta of the position.</summary>
    public static HedgeBand Band(double positionDelta, double positionGamma, double halfWidth) => new(
        halfWidth,
        -positionDelta - halfWidth,
        -positionDelta + halfWidth,
        positionGamma == 0 ? double.PositiveInfinity : halfWidth / Math.Abs(positionGamma));

    private static void Require(bool holds, string name, double value, string rule)
    {
        if (!holds)
            throw new ArgumentOutOfRangeException(name, value, $"The {name} {rule}.");
    }
}
