namespace TradingAgent.Host.Composition;

/// <summary>Which venues' protocols a local exchange speaks.</summary>
internal enum ExchangeProtocol
{
    Bybit,
    Binance,
    Both,
}
