namespace TradingAgent.Venues.Binance.Market;

/// <summary>What a frame did to a book.</summary>
internal enum BookStep : byte
{
    /// <summary>Nothing: it is older than the book, or waits for a snapshot.</summary>
    Nothing,

    /// <summary>The book is as new as the frame.</summary>
    Applied,

    /// <summary>Something is missing before it: the book shows nothing until a newer snapshot.</summary>
    Gap,
}
