namespace TradingAgent.Simulation.Studies.Plans;

/// <summary>An order that would be sent.</summary>
/// <param name="Instrument">Venue and symbol.</param>
/// <param name="Side">Buy or Sell.</param>
/// <param name="Quantity">In the contract's own unit.</param>
/// <param name="Price">Its limit.</param>
/// <param name="TimeInForce">How it would rest or take.</param>
public sealed record PlanOrder(string Instrument, string Side, string Quantity, string Price, string TimeInForce);
