namespace TradingAgent.UnitTests.Engine.Recovery;

/// <summary>How a process ends and the next one begins.</summary>
public enum RestartKind
{
    /// <summary>It was told to drain, and the next one has its journal.</summary>
    Warm,

    /// <summary>It was killed, and the next one has its journal.</summary>
    Killed,

    /// <summary>It was killed, and the next one has an empty folder.</summary>
    Cold,
}
