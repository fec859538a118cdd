namespace TradingAgent.Domain.Events;

/// <summary>A stream of a venue came up, went silent or went down.</summary>
/// <param name="Stream">Which.</param>
/// <param name="Status">How it is now.</param>
public readonly record struct VenueStatusChanged(VenueStream Stream, VenueStatus Status);
