namespace TradingAgent.Quant.Hedging;

/// <summary>What makes a gamma scalp hedge now.</summary>
public enum ScalpTrigger : byte
{
    /// <summary>An input is missing: nothing can be said.</summary>
    NoInput = 0,

    /// <summary>Nothing is due.</summary>
    None = 1,

    /// <summary>The price has moved far enough.</summary>
    Move = 2,

    /// <summary>The delta is off by enough.</summary>
    Delta = 3,

    /// <summary>Time is up.</summary>
    Time = 4,
}
