namespace TradingAgent.Venues.Wire;

/// <summary>
/// Sockets whose arrivals one busy thread looks for itself. What it finds is decoded and published on that thread, so
/// that nothing has to be woken between the network and the engine. Sockets join and leave from any thread.
/// </summary>
public sealed class PolledSockets
{
    private readonly Lock _gate = new();
    private PolledStream[] _streams = [];
    private int _next;

    /// <summary>True while nobody has a socket here.</summary>
    public bool IsEmpty => Volatile.Read(ref _streams).Length == 0;

    /// <summary>
    /// Looks at one socket after the other until something arrived, which is dealt with before this returns; the next
    /// look begins behind it, so that a busy socket does not hide the others. One thread only.
    /// </summary>
    /// <returns>False when nothing arrived anywhere.</returns>
    public bool Poll()
    {
        PolledStream[] streams = Volatile.Read(ref _streams);
        for (int i = 0; i < streams.Length; i++)
        {
            if (_next >= streams.Length) _next = 0;
            if (streams[_next++].Poll()) return true;
        }
        return false;
    }

    internal void Add(PolledStream stream)
    {
        lock (_gate) Volatile.Write(ref _streams, [.. _streams, stream]);
    }

    internal void Remove(PolledStream stream)
    {
        lock (_gate) Volatile.Write(ref _streams, [.. _streams.Where(known => known != stream)]);
    }
}
