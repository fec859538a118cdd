namespace TradingAgent.Domain.Events;

/// <summary>The venue's own Greeks of one option, in our units.</summary>
/// <param name="Delta">Coins per coin.</param>
/// <param name="Gamma">Delta per USD.</param>
/// <param name="VegaPerVolPoint">USD per 0.01 of volatility.</param>
/// <param name="ThetaPerDay">USD per calendar day.</param>
public readonly record struct VenueGreeksChanged(
    double Delta,
    double Gamma,
    double VegaPerVolPoint,
    double ThetaPerDay);
