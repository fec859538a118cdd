using TradingAgent.Venues.Ports;
using TradingAgent.Venues.Wire;

namespace TradingAgent.Venues.Trading;

/// <summary>
/// Cancels without the engine: lists what is open, part by part, cancels it, and is done when every list is empty twice
/// in a row and no order is on its way. A part that cannot be listed counts as not empty and keeps no other from being
/// cancelled. While one cannot (a banned address), or the venue says nothing for two seconds (a road that swallows),
/// the other road helps, again and again until the end: what it asked for may have been refused, and a cancel too many
/// is harmless.
/// </summary>
/// <param name="parts">What to list and cancel; together all that is meant.</param>
/// <param name="otherRoad">Another way to cancel once, at its own pace, or null.</param>
/// <param name="mayArrive">
/// True while an order that left may still come to rest, which a list cannot show yet; null where nothing is sent.
/// </param>
internal sealed class KillLoop<TOrder>(
    IReadOnlyList<KillPart<TOrder>> parts, Func<CancellationToken, Task>? otherRoad, Func<bool>? mayArrive = null)
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
    /// <exception cref="VenueUnreachableException">At the end of its patience a part could not be listed.</exception>
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
            bool isLast = Environment.TickCount64 >= deadline;
            bool isOnTheWay = mayArrive?.Invoke() ?? false;
            (int open, VenueUnreachableException? missing) = await RoundAsync(isLast, ct).ConfigureAwait(false);
            _isUnlisted = missing is not null;
            if (isLast && missing is not null) throw missing;
            emptyInRow = open == 0 && missing is null && !isOnTheWay ? emptyInRow + 1 : 0;
            if (emptyInRow == 2 || isLast) return open;
            await Task.Delay(Pause, ct).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Lists all parts at once, and cancels each as soon as its list is there; the last time only lists.
    /// </summary>
    private async Task<(int Open, VenueUnreachableException? Missing)> RoundAsync(bool isLast, CancellationToken ct)
    {
        int open = 0;
        VenueUnreachableException? missing = null;
        Task<Listing>[] asked = [.. parts.Select(part => ListAsync(part, ct))];
        await foreach (Task<Listing> answered in Task.WhenEach(asked).ConfigureAwait(false))
        {
            Listing listing = await answered.ConfigureAwait(false);
            open += listing.Open.Count;
            missing ??= listing.Missing;
            _isUnlisted |= missing is not null;
            if (listing.Missing is null) Hear();
            if (isLast || listing is { Open.Count: 0, Missing: null }) continue;
            await foreach (bool isAnswered in listing.Part.Cancel(listing.Open, ct).ConfigureAwait(false))
                if (isAnswered) Hear();
        }
        return (open, missing);
    }

    private async Task<Listing> ListAsync(KillPart<TOrder> part, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(ListWithin);
        List<TOrder> open = [];
        try
        {
            await part.List(open, limit.Token).ConfigureAwait(false);
            return new Listing(part, open, null);
        }
        catch (VenueUnreachableException e)
        {
            return new Listing(part, open, e);
        }
        catch (OperationCanceledException e) when (!ct.IsCancellationRequested)
        {
            return new Listing(part, open, new VenueUnreachableException("the open orders did not come in time", e));
        }
        catch (Exception e) when (VenueFrames.IsBadFrame(e))
        {
            return new Listing(part, open, new VenueUnreachableException("the open orders could not be read", e));
        }
    }

    private void Hear() => Volatile.Write(ref _heardAt, Environment.TickCount64);

    private readonly record struct Listing(
        KillPart<TOrder> Part, IReadOnlyList<TOrder> Open, VenueUnreachableException? Missing);
}
