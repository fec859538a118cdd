namespace TradingAgent.Venues.Wire;

/// <summary>What a websocket's frame is, by its number on the wire (RFC 6455, 5.2).</summary>
internal enum FrameKind : byte
{
    /// <summary>More of the message begun before.</summary>
    Continuation = 0,
    Text = 1,
    Binary = 2,
    Close = 8,
    Ping = 9,
    Pong = 10,
}
