namespace TradingAgent.Runtime.Journal;

/// <summary>One line of the command log: the command's own bytes, what caused it, and whether it was let out.</summary>
[StructLayout(LayoutKind.Explicit, Size = SizeBytes)]
public struct CommandRecord
{
    public const int SizeBytes = 80;

    [FieldOffset(0)] public EngineCommand Command;

    /// <summary>The engine's rolling input hash after the causing event.</summary>
    [FieldOffset(64)] public ulong InputHash;

    /// <summary>1 when it was handed to the venue, 0 when the gate held it back.</summary>
    [FieldOffset(72)] public byte WasReleased;
}
