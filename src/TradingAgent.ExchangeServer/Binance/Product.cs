namespace TradingAgent.ExchangeServer.Binance;

/// <summary>The venue's two interfaces that are served; each has its own symbols and its own wallet.</summary>
internal enum Product
{
    Futures,
    Options,
}
