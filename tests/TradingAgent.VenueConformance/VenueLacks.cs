namespace TradingAgent.VenueConformance;

/// <summary>What an adapter may lack whose client library offers less than the venue does.</summary>
[Flags]
public enum VenueLacks
{
    Nothing = 0,

    /// <summary>Orders that rest or are cancelled: resting orders are placed as ones that may take.</summary>
    PostOnly = 1,

    /// <summary>A book beyond the best quotes.</summary>
    Depth = 2,

    /// <summary>A book whose changes are numbered, and a ticker that is streamed.</summary>
    NumberedStreams = 4,

    /// <summary>Why an order was refused or ended, and what kind of execution one was.</summary>
    Reasons = 8,

    /// <summary>What was taken from strangers, and what funding brought.</summary>
    ForcedTrades = 16,
}
