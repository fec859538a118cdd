namespace TradingAgent.ExchangeServer.Candles;

/// <summary>A trade as a bar takes it.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Price">Its price.</param>
/// <param name="Volume">Coins for linear contracts, USD for inverse ones.</param>
/// <param name="Turnover">Volume times price, or divided by it for inverse contracts.</param>
/// <param name="IsBuy">True when the taker bought.</param>
internal readonly record struct CandleTrade(long Id, decimal Price, decimal Volume, decimal Turnover, bool IsBuy);
