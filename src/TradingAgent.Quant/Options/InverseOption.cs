namespace TradingAgent.Quant.Options;

/// <summary>
/// Coin-settled (inverse) options: undiscounted Black-76 divided by the forward. The net transaction delta is computed
/// as θ(K/F)N(θd2) and not as a difference, which would cancel for strikes far below the forward. Gammas follow from
/// it: ∂²c/∂F² = Γ/F - 2·NTD/F², ∂NTD/∂F = Γ - NTD/F.
/// </summary>
public static class InverseOption
{
    /// <summary>Values one option. Time in years (ACT/365), volatility per year.</summary>
    public static InverseOptionGreeks Evaluate(
        bool isCall, double forward, double strike, double yearFraction, double sigma)
    {
        var usd = Black76.Evaluate(isCall, forward, strike, yearFraction, sigma, 0, out var terms);
        if (!usd.Status.HasValue())
            return default(InverseOptionGreeks) with { Status = usd.Status };
        var ratio = strike / forward;
        var sign = isCall ? 1.0 : -1.0;

        // At expiry N(θd2) is N(θd1): 0, one half or 1.
        var netDelta = usd.Status == PricingStatus.AtExpiry
            ? ratio * usd.Delta
            : sign * Black76.Probability(sign * terms.D2, terms.Tail2, ratio);
        var coinDelta = netDelta / forward;
        return new InverseOptionGreeks(
            usd.Status,
            usd.Price / forward,
            usd.Price,
            usd.Delta,
            netDelta,
            usd.Gamma,
            coinDelta,
            (usd.Gamma - (2 * coinDelta)) / forward,
            usd.VegaPerPoint,
            usd.VegaPerPoint / forward,
            usd.ThetaPerDay,
            usd.ThetaPerDay / forward,
            usd.Gamma - coinDelta,
            usd.VannaPerPoint,
            usd.VolgaPerPoint);
    }
}
