namespace TradingAgent.ExchangeServer.Bybit.Sockets;

/// <summary>
/// Which of the venue's socket dialects a connection speaks; linear and inverse differ only in their topics.
/// </summary>
internal enum SocketDialect
{
    Spot,
    Linear,
    Inverse,
    Option,
    Private,
    Trade,

    /// <summary>System status: the public forms, one topic.</summary>
    Status,
}
