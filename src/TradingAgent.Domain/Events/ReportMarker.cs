namespace TradingAgent.Domain.Events;

/// <summary>Begins or completes one report of a venue's orders, positions and balances.</summary>
/// <param name="ReportId">Rises with each report.</param>
/// <param name="Orders">Orders in it (on completion).</param>
/// <param name="Positions">Positions in it (on completion).</param>
public readonly record struct ReportMarker(int ReportId, int Orders, int Positions);
