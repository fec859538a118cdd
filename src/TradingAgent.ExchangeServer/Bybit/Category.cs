namespace TradingAgent.ExchangeServer.Bybit;

/// <summary>The venue's product categories.</summary>
internal enum Category
{
    None,
    Spot,
    Linear,
    Inverse,
    Option,
}
