namespace TradingAgent.Venues.Ports;

/// <summary>Which instruments of a venue are wanted.</summary>
/// <param name="BaseCoins">Upper-case coin codes, such as BTC.</param>
/// <param name="Perpetuals">Perpetuals, linear and inverse.</param>
/// <param name="Futures">Dated futures, linear and inverse.</param>
/// <param name="Options">Options.</param>
public sealed record VenueScope(IReadOnlyList<string> BaseCoins, bool Perpetuals, bool Futures, bool Options);
