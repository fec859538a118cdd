namespace TradingAgent.Engine.Scaling;

/// <summary>The parts of the risk budget that are held order by order, after the policies have spoken.</summary>
public enum RiskBudget : byte
{
    None,

    /// <summary>Value of one order, or of all that is open.</summary>
    Notional,

    /// <summary>Delta of one order.</summary>
    OrderDelta,

    /// <summary>Messages to a venue.</summary>
    Messages,

    /// <summary>Margin that is bound at a venue.</summary>
    Margin,

    /// <summary>Delta, gamma and vega.</summary>
    Greeks,

    /// <summary>Worst loss over the scenario grid.</summary>
    Scenarios,

    /// <summary>Losses of day, peak and the rest.</summary>
    Losses,

    /// <summary>The mode that a broken limit has set.</summary>
    Mode,

    /// <summary>What makes no order possible or sane: terms, prices, streams, books.</summary>
    Gate,
}
