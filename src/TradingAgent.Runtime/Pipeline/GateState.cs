namespace TradingAgent.Runtime.Pipeline;

/// <summary>What the command gate lets through.</summary>
public enum GateState
{
    /// <summary>Nothing: recovery is not over.</summary>
    Closed,

    /// <summary>What cannot add risk: questions and cancels.</summary>
    AskOnly,

    /// <summary>Everything.</summary>
    Open,

    /// <summary>Nothing, ever again in this process.</summary>
    Killed,
}
