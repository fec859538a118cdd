namespace TradingAgent.Domain.Reports;

/// <summary>One underlying's risk after a repricing.</summary>
/// <param name="Delta">Coins.</param>
/// <param name="Gamma">Coins per USD.</param>
/// <param name="VegaPerVolPoint">USD per 0.01.</param>
/// <param name="ThetaPerDay">USD per day.</param>
/// <param name="Target">Target delta, coins.</param>
/// <param name="BandInner">Half width within which nothing is done once reached, coins.</param>
/// <param name="BandOuter">Half width beyond which a hedge starts, coins.</param>
/// <param name="Spot">Reference price, USD.</param>
/// <param name="Value">Open value of its legs, USD.</param>
/// <param name="Legs">Legs counted.</param>
/// <param name="LegsNotGood">Legs whose quality is not good.</param>
/// <param name="SmileDelta">The part of the delta that comes from fitted smiles, coins.</param>
public readonly record struct RiskReport(
    double Delta,
    double Gamma,
    double VegaPerVolPoint,
    double ThetaPerDay,
    double Target,
    double BandInner,
    double BandOuter,
    double Spot,
    double Value,
    int Legs,
    int LegsNotGood,
    double SmileDelta);
