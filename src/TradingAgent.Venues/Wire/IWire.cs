namespace TradingAgent.Venues.Wire;

/// <summary>What a protocol may ask of the connection that carries it.</summary>
public interface IWire
{
    /// <summary>
    /// Sends a copy of one text message, in order. A tag other than zero says that it is urgent: it leaves on this
    /// thread where nothing waits before it, and is announced to <see cref="IVenueProtocol.OnWriting"/> right
    /// before the first byte does.
    /// </summary>
    /// <returns>False, and nothing queued, when the connection is closed or its send queue is full.</returns>
    bool TrySend(ReadOnlySpan<byte> message, long tag = 0);

    /// <summary>The stream is usable from now on: its status becomes Up.</summary>
    void Ready();

    /// <summary>
    /// Part of what this connection carries is silent beyond its age and did not answer when asked: its status is Stale
    /// until this is called with false.
    /// </summary>
    void Silent(bool isSilent);

    /// <summary>
    /// Close this socket and open another; what follows is a new <see cref="IVenueProtocol.OnOpened"/>.
    /// </summary>
    void Reconnect(string reason);
}
