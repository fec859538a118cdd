namespace TradingAgent.Engine.Kernel;

/// <summary>The engine found itself in a state that cannot be; the process must cancel everything and stop.</summary>
/// <param name="what">What was not so.</param>
public sealed class InvariantException(string what) : Exception("The engine stopped itself: " + what + ".");
