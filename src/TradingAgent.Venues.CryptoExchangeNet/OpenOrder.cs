namespace TradingAgent.Venues.CryptoExchangeNet;

/// <summary>An open order as the kill path needs it.</summary>
/// <param name="Group">The venue's product group of it; empty where it has one only.</param>
/// <param name="Symbol">The venue's symbol.</param>
/// <param name="Id">The venue's order id.</param>
internal readonly record struct OpenOrder(string Group, string Symbol, string Id);
