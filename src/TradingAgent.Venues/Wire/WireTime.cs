namespace TradingAgent.Venues.Wire;

/// <summary>
/// The moment a protocol is called at, on two clocks that may run at different speeds (a demo runs faster than the
/// wall): one to stamp events and signatures with, one to judge transport time-outs by.
/// </summary>
/// <param name="Now">The process's steady clock.</param>
/// <param name="WallMilliseconds">Monotonic milliseconds of the machine.</param>
public readonly record struct WireTime(Timestamp Now, long WallMilliseconds);
