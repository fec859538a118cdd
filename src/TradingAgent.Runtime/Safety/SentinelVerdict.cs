namespace TradingAgent.Runtime.Safety;

/// <summary>What a sentinel makes of a look at the heartbeat.</summary>
public enum SentinelVerdict
{
    /// <summary>There is nobody to watch over: never started, or stopped in good order.</summary>
    Idle,

    /// <summary>The agent lives.</summary>
    Watching,

    /// <summary>The agent is silent, or does not come up: fire.</summary>
    Fire,

    /// <summary>Fired for this silence already.</summary>
    Fired,
}
