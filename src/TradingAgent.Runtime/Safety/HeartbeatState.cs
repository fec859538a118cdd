namespace TradingAgent.Runtime.Safety;

/// <summary>What an agent says of itself to whoever watches over it.</summary>
public enum HeartbeatState
{
    None,

    /// <summary>Recovered, and not trading yet.</summary>
    Starting,

    Trading,

    /// <summary>Ended with no order of its own open: nothing to watch over.</summary>
    Stopped,
}
