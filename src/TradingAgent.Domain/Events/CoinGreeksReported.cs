using TradingAgent.Domain.Identity;

namespace TradingAgent.Domain.Events;

/// <summary>The venue's own sum of our option positions' Greeks in one coin, in our units.</summary>
/// <param name="Coin">Base coin.</param>
/// <param name="Delta">Coins.</param>
/// <param name="Gamma">Coins per USD.</param>
/// <param name="VegaPerVolPoint">USD per 0.01 of volatility.</param>
/// <param name="ThetaPerDay">USD per calendar day.</param>
public readonly record struct CoinGreeksReported(
    CurrencyId Coin,
    double Delta,
    double Gamma,
    double VegaPerVolPoint,
    double ThetaPerDay);
