namespace TradingAgent.ExchangeServer.Bybit.Private;

/// <summary>The private streams; the guard (disconnect protection) is acknowledged and sends nothing.</summary>
internal enum PrivateStream
{
    Order,
    Execution,
    ExecutionFast,
    Position,
    Wallet,
    Greeks,
    Guard,
}
