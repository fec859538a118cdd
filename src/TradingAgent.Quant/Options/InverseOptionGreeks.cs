namespace TradingAgent.Quant.Options;

/// <summary>
/// Price and Greeks of one unit of a coin-settled option, long; every member names its currency. Coin figures are coins
/// per coin of notional, dollar figures those of the same option settled in dollars. Vega, vanna and volga per
/// volatility point (0.01), theta per calendar day. Check <see cref="Status"/> first.
/// </summary>
/// <param name="Status">How the valuation ended.</param>
/// <param name="PriceCoin">c = V/F.</param>
/// <param name="PriceUsd">V, undiscounted Black-76.</param>
/// <param name="DeltaBlackScholes">∂V/∂F.</param>
/// <param name="NetTransactionDelta">F·∂c/∂F = ∂V/∂F - c = θ(K/F)N(θd2): coins to sell to be flat in dollars.</param>
/// <param name="GammaUsd">∂²V/∂F².</param>
/// <param name="CoinDelta">∂c/∂F, coins per dollar.</param>
/// <param name="CoinGamma">∂²c/∂F².</param>
/// <param name="VegaUsdPerPoint">∂V/∂σ.</param>
/// <param name="VegaCoinPerPoint">∂c/∂σ.</param>
/// <param name="ThetaUsdPerDay">∂V/∂t.</param>
/// <param name="ThetaCoinPerDay">∂c/∂t.</param>
/// <param name="NetTransactionGamma">∂(net transaction delta)/∂F.</param>
/// <param name="VannaUsdPerPoint">∂²V/∂F∂σ.</param>
/// <param name="VolgaUsdPerPoint">∂²V/∂σ².</param>
public readonly record struct InverseOptionGreeks(
    PricingStatus Status,
    double PriceCoin,
    double PriceUsd,
    double DeltaBlackScholes,
    double NetTransactionDelta,
    double GammaUsd,
    double CoinDelta,
    double CoinGamma,
    double VegaUsdPerPoint,
    double VegaCoinPerPoint,
    double ThetaUsdPerDay,
    double ThetaCoinPerDay,
    double NetTransactionGamma,
    double VannaUsdPerPoint,
    double VolgaUsdPerPoint);
