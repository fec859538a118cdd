using TradingAgent.Domain.Numbers;

namespace TradingAgent.Domain.Events;

/// <summary>The venue's count of our position. Executions at or below its sequence are in it already.</summary>
/// <param name="Quantity">Signed.</param>
/// <param name="AveragePrice">Entry price.</param>
/// <param name="VenueSequence">0 when unknown.</param>
/// <param name="ReportId">The report it belongs to; 0 when streamed.</param>
public readonly record struct PositionReported(
    NetQuantity Quantity,
    Price AveragePrice,
    long VenueSequence,
    int ReportId);
