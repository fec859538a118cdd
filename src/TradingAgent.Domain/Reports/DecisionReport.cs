namespace TradingAgent.Domain.Reports;

/// <summary>What the scaling controller decided, with its inputs.</summary>
/// <param name="Delta">Delta held, orders not counted, coins.</param>
/// <param name="Target">Target delta, coins.</param>
/// <param name="BandOuter">Outer half width, coins.</param>
/// <param name="Gamma">Coins per USD.</param>
/// <param name="Amount">Delta to trade, coins; positive buys.</param>
/// <param name="InFlight">Delta of resting and pending orders, coins.</param>
/// <param name="Rule">Why.</param>
public readonly record struct DecisionReport(
    double Delta,
    double Target,
    double BandOuter,
    double Gamma,
    double Amount,
    double InFlight,
    DecisionRule Rule);
