namespace TradingAgent.ExchangeServer.Bybit.Topics;

/// <summary>The public topics served.</summary>
internal enum TopicKind
{
    Book,
    Ticker,
    Trade,
    Liquidation,
    Kline,
    PriceLimit,
    Insurance,
    Deleverage,
    SystemStatus,
}
