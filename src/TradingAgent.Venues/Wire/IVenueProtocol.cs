namespace TradingAgent.Venues.Wire;

/// <summary>
/// One side of a venue conversation without I/O: bytes and time in; events, bytes to send and «reconnect me» out. It
/// owns no socket, task or clock, so that tests and storms drive it by hand. The connection makes one call at a time.
/// </summary>
public interface IVenueProtocol
{
    /// <summary>Gaps found, after each of which state was asked for anew. Any thread.</summary>
    long Gaps => 0;

    /// <summary>A socket is open and empty: authenticate, subscribe.</summary>
    void OnOpened(WireTime time, IWire wire);

    /// <summary>One whole message arrived. Never throws for what a venue may send.</summary>
    /// <returns>True when the message proves that the stream carries data, not merely that the socket lives.</returns>
    bool OnMessage(ReadOnlySpan<byte> message, WireTime time, IWire wire);

    /// <summary>Called several times a second: heartbeats and time-outs.</summary>
    void OnTick(WireTime time, IWire wire);

    /// <summary>
    /// A tagged message is next in line. False drops it; after true its outcome is the venue's to tell. Other calls
    /// come one at a time; this one may come beside them, on the thread of whoever sends.
    /// </summary>
    bool OnWriting(long tag, WireTime time);

    /// <summary>The socket is gone; messages queued and not announced were never sent.</summary>
    void OnClosed(WireTime time);
}
