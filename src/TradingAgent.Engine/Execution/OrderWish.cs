namespace TradingAgent.Engine.Execution;

/// <summary>The one order we wish were out there.</summary>
/// <param name="Instrument">Where.</param>
/// <param name="Side">Which way.</param>
/// <param name="Price">Limit, on tick.</param>
/// <param name="Open">What should still be open, in whole lots.</param>
/// <param name="TimeInForce">Post-only, or immediate-or-cancel when taking.</param>
internal readonly record struct OrderWish(
    InstrumentId Instrument, Side Side, Price Price, Quantity Open, TimeInForce TimeInForce);
