namespace TradingAgent.Exchange.Listings;

/// <summary>
/// Greeks in the venue's conventions: undiscounted delta, gamma per USD, vega per volatility point (0.01), theta per
/// calendar day; with less than a day left gamma and theta are multiplied by the remaining days, as the venue does.
/// For a coin-settled option vega and theta are in USD too.
/// </summary>
public readonly record struct VenueGreeks(double Delta, double Gamma, double VegaPerPoint, double ThetaPerDay)
{
    public static VenueGreeks operator *(VenueGreeks greeks, double factor) => new(
        greeks.Delta * factor, greeks.Gamma * factor, greeks.VegaPerPoint * factor, greeks.ThetaPerDay * factor);

    public static VenueGreeks operator +(VenueGreeks left, VenueGreeks right) => new(
        left.Delta + right.Delta,
        left.Gamma + right.Gamma,
        left.VegaPerPoint + right.VegaPerPoint,
        left.ThetaPerDay + right.ThetaPerDay);
}
