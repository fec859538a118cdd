namespace TradingAgent.Quant.Options;

/// <summary>
/// The volatility a price implies and how much it is worth. Sigma is meaningful for Ok and IllConditioned only and 0
/// otherwise; it is never NaN and never a guess.
/// </summary>
/// <param name="Status">Whether there is a volatility.</param>
/// <param name="Reason">Why the inputs were refused, else Ok.</param>
/// <param name="Sigma">Volatility per year.</param>
/// <param name="RelativeError">Bound of |δσ/σ| for errors of 32 units in the last place of every input.</param>
/// <param name="PriceCondition">|δσ/σ| per |δp/p|: price/(σ·vega).</param>
/// <param name="Iterations">Steps the solver took.</param>
public readonly record struct ImpliedVolatilityResult(
    ImpliedVolatilityStatus Status,
    PricingStatus Reason,
    double Sigma,
    double RelativeError,
    double PriceCondition,
    int Iterations)
{
    /// <summary>True when Sigma is a volatility.</summary>
    public bool HasValue => Status <= ImpliedVolatilityStatus.IllConditioned;

    /// <summary>How far sigma moves when the price is off by the given amount, half a tick for instance.</summary>
    public double Uncertainty(double price, double priceError) => Sigma * PriceCondition * Math.Abs(priceError / price);

    internal static ImpliedVolatilityResult None(ImpliedVolatilityStatus status) =>
        new(status, PricingStatus.Ok, 0, 0, 0, 0);

    internal static ImpliedVolatilityResult Refused(PricingStatus reason) =>
        new(ImpliedVolatilityStatus.Refused, reason, 0, 0, 0, 0);
}
