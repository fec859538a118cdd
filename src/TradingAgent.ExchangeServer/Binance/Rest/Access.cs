namespace TradingAgent.ExchangeServer.Binance.Rest;

/// <summary>What a path asks of its caller.</summary>
internal enum Access
{
    Anybody,

    /// <summary>The key in the header, unsigned.</summary>
    WithKey,

    /// <summary>Key, timestamp and signature.</summary>
    Signed,

    /// <summary>The same, and a key that may not only look.</summary>
    ToTrade,
}
