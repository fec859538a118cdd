using TradingAgent.Venues.Ports;

namespace TradingAgent.Venues.Trading;

/// <summary>
/// Cancels without the engine: lists what is open, cancels it, and is done when the list is empty twice in a row. When
/// the venue does not answer (a banned address) the other road is asked to help, once.
/// </summary>
/// <param name="list">Lists the open orders that are meant; throws when the venue does not answer.</param>
/// <param name="cancel">Asks to cancel them. Whatever it is answered, the next list tells the truth.</param>
/// <param name="otherRoad">Another way to cancel, or null.</param>
internal sealed class KillLoop<TOrder>(
    Func<CancellationToken, Task<IReadOnlyList<TOrder>>> list,
    Func<IReadOnlyList<TOrder>, CancellationToken, Task> cancel,
    Action? otherRoad)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <returns>How many orders were still open at the end.</returns>
    public async Task<int> RunAsync(CancellationToken ct)
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
            return await list(ct).ConfigureAwait(false);
        }
        catch (VenueUnreachableException) when (Environment.TickCount64 < deadline)
        {
            otherRoad?.Invoke();
            otherRoad = null;
            await Task.Delay(Pause, ct).ConfigureAwait(false);
            return null;
        }
    }
}
