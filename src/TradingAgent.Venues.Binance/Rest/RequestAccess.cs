namespace TradingAgent.Venues.Binance.Rest;

/// <summary>What a request must carry.</summary>
internal enum RequestAccess : byte
{
    /// <summary>Nothing.</summary>
    Open,

    /// <summary>The key's header.</summary>
    Key,

    /// <summary>The key's header, a stamp and a signature.</summary>
    Signed,
}
