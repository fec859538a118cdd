namespace TradingAgent.Engine.Orders;

/// <summary>The number that decided a refusal, and what it was held against.</summary>
/// <param name="Measured">What the order would make of it.</param>
/// <param name="Limit">What is allowed.</param>
internal readonly record struct GateFigures(double Measured, double Limit);
