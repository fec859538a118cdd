namespace TradingAgent.Quant.Signals;

/// <summary>How cancellations are shared between before and behind our order.</summary>
public enum QueueRule : byte
{
    /// <summary>Only trades advance us, and the level itself when it shrinks below us.</summary>
    TradesOnly = 0,

    /// <summary>In proportion to the quantities.</summary>
    Proportional = 1,

    /// <summary>In proportion to their cubes: mostly from the longer side.</summary>
    Cubic = 2,

    /// <summary>In proportion to ln(1 + quantity).</summary>
    Logarithmic = 3,
}
