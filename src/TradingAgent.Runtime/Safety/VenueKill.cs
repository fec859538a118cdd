namespace TradingAgent.Runtime.Safety;

/// <summary>What became of one venue's orders in a kill.</summary>
/// <param name="Venue">Which.</param>
/// <param name="StillOpen">Orders still open, or null when the venue could not be asked.</param>
/// <param name="Error">Why it could not.</param>
public sealed record VenueKill(VenueId Venue, int? StillOpen, string? Error);
