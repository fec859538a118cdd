namespace TradingAgent.VenueConformance;

/// <summary>The taps of a world, one for each of the adapter's roads.</summary>
/// <param name="Market">Public data.</param>
/// <param name="Account">The account's own stream.</param>
/// <param name="Trade">Order entry; null where orders go over REST alone.</param>
public sealed record StreamTaps(StreamTap Market, StreamTap Account, StreamTap? Trade);
