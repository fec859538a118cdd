using TradingAgent.Domain.Events;

namespace TradingAgent.Domain.Reports;

/// <summary>A venue stream changed state.</summary>
/// <param name="Stream">Which.</param>
/// <param name="Status">Now.</param>
public readonly record struct VenueStateReport(VenueStream Stream, VenueStatus Status);
