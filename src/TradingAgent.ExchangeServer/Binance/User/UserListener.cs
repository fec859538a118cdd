using TradingAgent.ExchangeServer.Wire;

namespace TradingAgent.ExchangeServer.Binance.User;

/// <summary>A connection that listens with a key.</summary>
/// <param name="Link">The connection.</param>
/// <param name="Key">The listen key.</param>
/// <param name="IsWrapped">True: each event comes with its stream's name, which is the key.</param>
/// <param name="Events">The events wanted; null: all.</param>
internal sealed record UserListener(SocketLink Link, string Key, bool IsWrapped, IReadOnlySet<string>? Events);
