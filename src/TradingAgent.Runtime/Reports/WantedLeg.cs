namespace TradingAgent.Runtime.Reports;

/// <summary>A change of an option position that a decision wants.</summary>
/// <param name="Instrument">Its id.</param>
/// <param name="Quantity">Units, positive buys.</param>
/// <param name="Obstacle">What stands in its way, by name; null while it is being worked.</param>
public sealed record WantedLeg(int Instrument, double Quantity, string? Obstacle);
