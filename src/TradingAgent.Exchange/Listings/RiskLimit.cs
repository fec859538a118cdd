namespace TradingAgent.Exchange.Listings;

/// <summary>One tier of position size of a future or perpetual.</summary>
/// <param name="Id">The venue's tier number.</param>
/// <param name="Limit">Largest position value of the tier, in quote currency (coin for inverse).</param>
/// <param name="MaintenanceRate">Fraction of value.</param>
/// <param name="InitialRate">Fraction of value; 1 / <paramref name="LeverageMax"/>.</param>
/// <param name="LeverageMax">Highest leverage allowed.</param>
public readonly record struct RiskLimit(
    int Id, decimal Limit, decimal MaintenanceRate, decimal InitialRate, decimal LeverageMax);
