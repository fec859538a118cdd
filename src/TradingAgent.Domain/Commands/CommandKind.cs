namespace TradingAgent.Domain.Commands;

/// <summary>What the engine wants done. The numbers are written into command logs: append only.</summary>
public enum CommandKind : byte
{
    None,
    PlaceOrder,
    AmendOrder,
    CancelOrder,

    /// <summary>Cancel every open order of ours at the venue.</summary>
    CancelAll,

    /// <summary>Ask the venue what became of one order; answered by OrderReported.</summary>
    QueryOrder,

    /// <summary>
    /// Ask for open orders, positions and balances; answered between ReportBegun and ReportCompleted. The report's id
    /// is
    /// the counter of the command's order id, whose epoch is 0.
    /// </summary>
    RequestReport,
}
