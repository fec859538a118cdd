using TradingAgent.Domain.Numbers;

namespace TradingAgent.Domain.Events;

/// <summary>Cumulative size within 5, 10, 25 and 50 basis points of the mid on each side.</summary>
/// <param name="Bid5">Bid size within 5 bp.</param>
/// <param name="Bid10">Bid size within 10 bp.</param>
/// <param name="Bid25">Bid size within 25 bp.</param>
/// <param name="Bid50">Bid size within 50 bp.</param>
/// <param name="Ask5">Ask size within 5 bp.</param>
/// <param name="Ask10">Ask size within 10 bp.</param>
/// <param name="Ask25">Ask size within 25 bp.</param>
/// <param name="Ask50">Ask size within 50 bp.</param>
public readonly record struct DepthSummaryChanged(
    Quantity Bid5,
    Quantity Bid10,
    Quantity Bid25,
    Quantity Bid50,
    Quantity Ask5,
    Quantity Ask10,
    Quantity Ask25,
    Quantity Ask50);
