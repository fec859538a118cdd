namespace TradingAgent.Quant.Hedging;

/// <summary>One resting order of a gamma scalp.</summary>
/// <param name="Price">Its price.</param>
/// <param name="Quantity">Coins, positive buys.</param>
public readonly record struct ScalpOrder(double Price, double Quantity);
