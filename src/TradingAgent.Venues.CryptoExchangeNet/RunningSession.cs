namespace TradingAgent.Venues.CryptoExchangeNet;

/// <summary>What one run has: the common part, and the exchange's own.</summary>
internal sealed record RunningSession(LibrarySession Session, ILibraryRun Run, OrderSearch Search);
