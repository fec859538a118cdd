namespace TradingAgent.Domain.Orders;

/// <summary>What the venue says of an order when asked.</summary>
public enum OrderReportState : byte
{
    /// <summary>
    /// In neither the open list nor the history. Not proof that it was never placed until asked repeatedly.
    /// </summary>
    NotFound,
    Open,
    Filled,
    Cancelled,
    Rejected,
}
