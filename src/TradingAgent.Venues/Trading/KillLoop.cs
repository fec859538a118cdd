using TradingAgent.Venues.Ports;
using TradingAgent.Venues.Wire;

namespace TradingAgent.Venues.Trading;

/// <summary>
/// Cancels without the engine: lists what is open, cancels it, and is done when the list is empty twice in a row. While
/// the venue cannot be listed (a banned address), or says nothing for two seconds (a road that swallows), the other
/// road helps, again and again until the end: what it asked for may have been refused, and a cancel too many is
/// harmless.
/// </summary>
/// <param name="list">Lists the open orders that are meant; throws when the venue does not answer.</param>
/// <param name="cancel">
/// Asks to cancel them, and tells of each request whether it was answered. Whatever the answer, the next list tells the
/// truth.
/// </param>
/// <param name="otherRoad">Another way to cancel once, at its own pace, or null.</param>
internal sealed class KillLoop<TOrder>(
    Func<CancellationToken, Task<IReadOnlyList<TOrder>>> list,
    Func<IReadOnlyList<TOrder>, CancellationToken, IAsyncEnumerable<bool>> cancel,
    Func<CancellationToken, Task>? otherRoad)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan SilenceMax = TimeSpan.FromSeconds(2);

    // One try of a question, and not all that it may be repeated: who asks for the kill has less patience than that.
    private static readonly TimeSpan ListWithin = VenueHttp.TryTimeout;

    private volatile bool _isUnlisted;
    private long _heardAt = Environment.TickCount64;

    private bool IsHelpNeeded =>
        _isUnlisted || Environment.TickCount64 - Volatile.Read(ref _heardAt) >= (long)SilenceMax.TotalMilliseconds;

    /// <returns>How many orders were still open at the end.</returns>
    public async Task<int> RunAsync(CancellationToken ct)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(ct);
        // Nobody waits for it: whatever it may be stuck in, the end is told.
        if (otherRoad is not null) _ = HelpAsync(otherRoad, end.Token);
        try
        {
            return await CancelUntilEmptyAsync(ct).ConfigureAwait(false);
        }
        finally
        {
            await end.CancelAsync().ConfigureAwait(false);
        }
    }

    private async Task HelpAsync(Func<CancellationToken, Task> cancelOnce, CancellationToken ct)
    {
        while (true)
        {
            await Task.Delay(Pause, ct).ConfigureAwait(false);
            if (IsHelpNeeded) await cancelOnce(ct).ConfigureAwait(false);
        }
    }

    private async Task<int> CancelUntilEmptyAsync(CancellationToken ct)
    {
        long deadline = Environment.TickCount64 + (long)Patience.TotalMilliseconds;
        int emptyInRow = 0;
        while (true)
        {
            IReadOnlyList<TOrder>? listed = await TryListAsync(deadline, ct).ConfigureAwait(false);
            if (listed is not { } open) continue;
            emptyInRow = open.Count == 0 ? emptyInRow + 1 : 0;
            if (emptyInRow == 2 || Environment.TickCount64 >= deadline) return open.Count;
            await foreach (bool isAnswered in cancel(open, ct).ConfigureAwait(false))
                if (isAnswered) Hear();
            await Task.Delay(Pause, ct).ConfigureAwait(false);
        }
    }

    /// <summary>Null when the venue did not answer and there is time left to ask again.</summary>
    private async Task<IReadOnlyList<TOrder>?> TryListAsync(long deadline, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(ListWithin);
        try
        {
            IReadOnlyList<TOrder> open = await list(limit.Token).ConfigureAwait(false);
            Hear();
            _isUnlisted = false;
            return open;
        }
        catch (VenueUnreachableException) when (Environment.TickCount64 < deadline)
        {
            _isUnlisted = true;
        }
        catch (OperationCanceledException e) when (!ct.IsCancellationRequested)
        {
            _isUnlisted = true;
            if (Environment.TickCount64 >= deadline)
                throw new VenueUnreachableException("what is open could not be listed in time", e);
        }
        await Task.Delay(Pause, ct).ConfigureAwait(false);
        return null;
    }

    private void Hear() => Volatile.Write(ref _heardAt, Environment.TickCount64);
}
