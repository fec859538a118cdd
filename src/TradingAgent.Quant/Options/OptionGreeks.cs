namespace TradingAgent.Quant.Options;

/// <summary>
/// Price and Greeks of one unit of a discounted Black-76 option, long. Vega, vanna and volga are per volatility point
/// (0.01), theta and charm per calendar day, rho per 0.01 of rate at fixed forward. Check <see cref="Status"/> first:
/// a refusal carries zeros, which are no values.
/// </summary>
public readonly record struct OptionGreeks(
    PricingStatus Status,
    double Price,
    double OutOfTheMoneyPrice,
    double Delta,
    double Gamma,
    double VegaPerPoint,
    double ThetaPerDay,
    double RhoPerPoint,
    double VannaPerPoint,
    double VolgaPerPoint,
    double CharmPerDay)
{
    /// <summary>A refusal and its reason.</summary>
    public static OptionGreeks Refused(PricingStatus reason) => new(reason, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
}
