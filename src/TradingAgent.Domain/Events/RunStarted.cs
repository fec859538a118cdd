namespace TradingAgent.Domain.Events;

/// <summary>A process begins to feed the engine.</summary>
/// <param name="Epoch">Larger than every earlier run's.</param>
/// <param name="Instance">Up to four ASCII characters, first in the low byte.</param>
public readonly record struct RunStarted(uint Epoch, uint Instance);
