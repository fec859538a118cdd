namespace TradingAgent.Runtime.Pipeline;

/// <summary>A command on its way from the engine to the dispatcher, with what proves its cause.</summary>
public struct StagedCommand
{
    /// <summary>What the engine wants done.</summary>
    public EngineCommand Command;

    /// <summary>The engine's rolling input hash after the causing event.</summary>
    public ulong InputHash;

    /// <summary>When the causing event was received; none where nobody stamped it.</summary>
    public Timestamp ReceivedAt;
}
