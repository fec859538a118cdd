namespace TradingAgent.Engine.Kernel;

/// <summary>
/// The part of a snapshot that another build may read: what happened, not what was decided about it. Each section's
/// layout has a version in <see cref="FactsLayout"/>.
/// </summary>
public enum FactsSection : ushort
{
    /// <summary>Engine time.</summary>
    Clock = 1,

    /// <summary>The parameters in force, by number.</summary>
    Parameters,

    /// <summary>Instruments, their ids and terms.</summary>
    Listings,

    /// <summary>Which instruments count and which may be traded.</summary>
    Scope,

    /// <summary>The last market data, with its age: P&amp;L goes on from the same prices.</summary>
    Market,

    /// <summary>The forwards' bases.</summary>
    Curve,

    /// <summary>Positions with their cost.</summary>
    Positions,

    /// <summary>Wallets, realised P&amp;L, fees, funding, rates.</summary>
    Cash,

    /// <summary>Executions booked, and how far.</summary>
    Fills,

    /// <summary>Mode, its cause, and the baselines of the loss limits.</summary>
    Losses,

    /// <summary>Epoch and counter of the client order ids.</summary>
    OrderIds,

    /// <summary>The fitted smiles, with their age.</summary>
    Surface,
}
