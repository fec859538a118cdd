namespace TradingAgent.Domain.Events;

/// <summary>One of a venue's streams, judged on its own.</summary>
public enum VenueStream : byte
{
    None,
    LinearMarket,
    InverseMarket,
    OptionMarket,
    Private,
    Trade,
    Rest,
}
