using TradingAgent.Domain.Identity;

namespace TradingAgent.Host.Verbs;

/// <summary>One file found to be a recording: how it is written and of what.</summary>
/// <param name="Path">The file.</param>
/// <param name="Format">How it is written.</param>
/// <param name="Coin">The base coin.</param>
/// <param name="IsInverse">True for the coin-margined perpetual.</param>
/// <param name="BarSeconds">Bars: length of one.</param>
internal sealed record MarketFile(
    string Path, MarketFileFormat Format, CurrencyId Coin, bool IsInverse, int BarSeconds = 0);
