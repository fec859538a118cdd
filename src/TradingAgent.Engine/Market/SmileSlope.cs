namespace TradingAgent.Engine.Market;

/// <summary>Slope of a fitted smile at one strike, the smile moving with the forward.</summary>
/// <param name="PerStrike">dσ/dK at a fixed forward, per USD.</param>
/// <param name="PerForward">dσ/dF at a fixed strike, per USD: what a smile-aware delta adds vega times.</param>
public readonly record struct SmileSlope(double PerStrike, double PerForward);
