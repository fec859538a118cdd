using System.Collections.Concurrent;

namespace TradingAgent.Venues.Wire;

/// <summary>
/// Sockets whose arrivals one busy thread looks for itself. What it finds is decoded and published on that thread, so
/// that nothing has to be woken between the network and the engine. Sockets join and leave from any thread.
/// </summary>
public sealed class PolledSockets
{
    private readonly Lock _gate = new();
    private readonly ConcurrentQueue<Action> _begins = new();
    private PolledStream[] _streams = [];
    private int _next;

    /// <summary>True while nobody has a socket here.</summary>
    public bool IsEmpty => Volatile.Read(ref _streams).Length == 0;

    /// <summary>
    /// Begins work on the polling thread. A read begun elsewhere may be answered before its reader waits for it, and
    /// what follows would then run where it was begun; one begun here cannot.
    /// </summary>
    /// <returns>Ends with the work, or when cancelled before it began.</returns>
    public async Task RunAsync(Func<Task> work, CancellationToken ct)
    {
        var begun = new TaskCompletionSource<Task>(TaskCreationOptions.RunContinuationsAsynchronously);
        _begins.Enqueue(() => begun.TrySetResult(work()));
        Task running = await begun.Task.WaitAsync(ct).ConfigureAwait(false);
        await running.ConfigureAwait(false);
    }

    /// <summary>
    /// Looks at one socket after the other until something arrived, which is dealt with before this returns; the next
    /// look begins behind it, so that a busy socket does not hide the others. One thread only.
    /// </summary>
    /// <returns>False when nothing arrived anywhere.</returns>
    public bool Poll()
    {
        if (!_begins.IsEmpty && _begins.TryDequeue(out Action? begin)) begin();
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
