using TradingAgent.Venues.Ports;

namespace TradingAgent.Venues.Trading;

/// <summary>
/// Cancels without the engine: lists what is open, cancels it, and is done when the list is empty twice in a row. From
/// the moment the venue does not answer (a banned address) the other road helps, again and again until the end: what
/// it asked for may have been refused.
/// </summary>
/// <param name="list">Lists the open orders that are meant; throws when the venue does not answer.</param>
/// <param name="cancel">Asks to cancel them. Whatever it is answered, the next list tells the truth.</param>
/// <param name="otherRoad">Another way to cancel once, at its own pace, or null.</param>
internal sealed class KillLoop<TOrder>(
    Func<CancellationToken, Task<IReadOnlyList<TOrder>>> list,
    Func<IReadOnlyList<TOrder>, CancellationToken, Task> cancel,
    Func<CancellationToken, Task>? otherRoad)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private volatile bool _isUnlisted;

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
            if (_isUnlisted) await cancelOnce(ct).ConfigureAwait(false);
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
            if (open.Count > 0) await cancel(open, ct).ConfigureAwait(false);
            await Task.Delay(Pause, ct).ConfigureAwait(false);
        }
    }

    /// <summary>Null when the venue did not answer and there is time left to ask again.</summary>
    private async Task<IReadOnlyList<TOrder>?> TryListAsync(long deadline, CancellationToken ct)
    {
        try
        {
            IReadOnlyList<TOrder> open = await list(ct).ConfigureAwait(false);
            _isUnlisted = false;
            return open;
        }
        catch (VenueUnreachableException) when (Environment.TickCount64 < deadline)
        {
            _isUnlisted = true;
            await Task.Delay(Pause, ct).ConfigureAwait(false);
            return null;
        }
    }
}
