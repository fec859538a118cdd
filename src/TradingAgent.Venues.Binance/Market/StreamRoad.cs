namespace TradingAgent.Venues.Binance.Market;

/// <summary>The paths of public data. A stream on the wrong one is acknowledged and stays silent for ever.</summary>
internal enum StreamRoad : byte
{
    /// <summary>Best quotes, books and option trades.</summary>
    Public,

    /// <summary>Marks, indices, trades of futures, liquidations.</summary>
    Market,
}
