namespace TradingAgent.ExchangeServer.Binance.Streams;

/// <summary>Which of the venue's doors a websocket came through; a stream speaks through its own only.</summary>
internal enum StreamRoom
{
    /// <summary>Books and trades.</summary>
    Public,

    /// <summary>Everything else that is not private.</summary>
    Market,

    /// <summary>User streams, by listen key.</summary>
    Private,
}
