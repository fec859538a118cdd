namespace TradingAgent.Domain.Events;

/// <summary>Open interest of an instrument.</summary>
/// <param name="Contracts">In the instrument's quantity unit.</param>
public readonly record struct OpenInterestChanged(double Contracts);
