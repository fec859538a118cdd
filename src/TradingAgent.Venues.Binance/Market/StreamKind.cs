namespace TradingAgent.Venues.Binance.Market;

/// <summary>What a public stream carries.</summary>
internal enum StreamKind : byte
{
    Unknown,

    /// <summary>Best bid and ask, whole each time.</summary>
    Top,

    /// <summary>Changes of a book.</summary>
    Depth,
    Trade,

    /// <summary>A future's mark, index and funding.</summary>
    Mark,
    Liquidation,

    /// <summary>Marks, quotes and Greeks of all options of an underlying, as an array.</summary>
    OptionMarks,

    /// <summary>Index prices of all underlyings, as an array.</summary>
    Indices,
}
