namespace TradingAgent.Domain.Events;

/// <summary>How a stream is.</summary>
public enum VenueStatus : byte
{
    Down,
    Stale,
    Up,
}
