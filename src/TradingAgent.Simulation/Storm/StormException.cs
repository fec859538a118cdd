namespace TradingAgent.Simulation.Storm;

/// <summary>The engine, or the world around it, stopped itself in a storm.</summary>
/// <param name="seed">Which.</param>
/// <param name="cause">What it said.</param>
public sealed class StormException(ulong seed, Exception cause)
    : Exception($"Storm {seed} was stopped: {cause.Message}", cause)
{
    public ulong Seed => seed;
}
