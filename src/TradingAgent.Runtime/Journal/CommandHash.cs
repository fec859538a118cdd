namespace TradingAgent.Runtime.Journal;

/// <summary>A rolling 64-bit hash over the bytes of commands in their order.</summary>
public static class CommandHash
{
    /// <summary>Before the first command.</summary>
    public const ulong Start = 0x6c62272e07bb0142UL;

    public static ulong Extend(ulong hash, in EngineCommand command)
    {
        ReadOnlySpan<EngineCommand> one = new(in command);
        ReadOnlySpan<ulong> words = MemoryMarshal.Cast<EngineCommand, ulong>(one);
        unchecked
        {
            foreach (ulong word in words)
            {
                hash = (hash ^ word) * 0x9e3779b97f4a7c15UL;
                hash ^= hash >> 32;
            }
        }
        return hash;
    }
}
