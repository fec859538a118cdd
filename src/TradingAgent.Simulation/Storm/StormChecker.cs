namespace TradingAgent.Simulation.Storm;

/// <summary>
/// The outside checkers. Each judges against the exchange's truth, never against the engine's own opinion.
/// </summary>
public enum StormChecker : byte
{
    /// <summary>1: our position and cash are the exchange's whenever it is quiet.</summary>
    PositionAndCash = 1,

    /// <summary>2: exposure, open orders and messages stay within their limits, unknown orders at full size.</summary>
    Limits,

    /// <summary>3: no post-only order takes.</summary>
    PostOnly,

    /// <summary>4: no loss beyond the limit, or the reference flattener's, and one order's worth.</summary>
    Loss,

    /// <summary>5: no command precedes its journaled cause.</summary>
    JournaledCause,

    /// <summary>6: replay reproduces the state hash at every checkpoint.</summary>
    Replay,

    /// <summary>7: a kill and a recovery change nothing.</summary>
    Recovery,

    /// <summary>8: Greeks kept up to date are those of a full reprice.</summary>
    Greeks,

    /// <summary>9: after the faults stop the delta is back in its band within bounded time.</summary>
    BackInBand,

    /// <summary>10: after the shutdown nothing rests at the venue.</summary>
    NothingRests,

    /// <summary>11: nothing is sent for what an order of ours, unknown or not, may bring already.</summary>
    InFlight,
}
