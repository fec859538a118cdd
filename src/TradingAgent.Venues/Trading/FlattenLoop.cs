using TradingAgent.Venues.Ports;

namespace TradingAgent.Venues.Trading;

/// <summary>
/// Closes positions without the engine: lists what is held, sends what closes it, and looks again, because an order
/// within the venue's collar may fill in part or be refused. Done when nothing is held twice in a row; after its
/// patience it says what is left.
/// </summary>
/// <param name="list">Lists what is held and meant; throws when the venue does not answer.</param>
/// <param name="close">Sends one closing order; null when the venue took it, else what it said.</param>
/// <param name="patience">For how long; null for half a minute.</param>
internal sealed class FlattenLoop(
    Func<CancellationToken, Task<IReadOnlyList<HeldPosition>>> list,
    Func<HeldPosition, CancellationToken, Task<string?>> close,
    TimeSpan? patience = null)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private readonly Dictionary<string, string> _refusals = new(StringComparer.Ordinal);

    /// <exception cref="VenueUnreachableException">At the end of its patience the venue did not answer.</exception>
    public async Task<FlattenOutcome> RunAsync(CancellationToken ct)
    {
        long deadline = Environment.TickCount64 + (long)(patience ?? Patience).TotalMilliseconds;
        int orders = 0;
        int emptyInRow = 0;
        while (true)
        {
            bool isLast = Environment.TickCount64 >= deadline;
            if (await TryListAsync(isLast, ct).ConfigureAwait(false) is { } held)
            {
                emptyInRow = held.Count == 0 ? emptyInRow + 1 : 0;
                if (emptyInRow == 2 || isLast) return new FlattenOutcome(orders, [.. held.Select(Describe)]);
                foreach (HeldPosition position in held)
                    if (await IsTakenAsync(position, ct).ConfigureAwait(false)) orders++;
            }
            await Task.Delay(Pause, ct).ConfigureAwait(false);
        }
    }

    /// <summary>Null when the venue did not answer and there is time left to ask again.</summary>
    private async Task<IReadOnlyList<HeldPosition>?> TryListAsync(bool isLast, CancellationToken ct)
    {
        try
        {
            return await list(ct).ConfigureAwait(false);
        }
        catch (VenueUnreachableException) when (!isLast)
        {
            return null;
        }
    }

    private async Task<bool> IsTakenAsync(HeldPosition position, CancellationToken ct)
    {
        string? refusal = await close(position, ct).ConfigureAwait(false);
        if (refusal is null) _refusals.Remove(position.Symbol);
        else _refusals[position.Symbol] = refusal;
        return refusal is null;
    }

    private string Describe(HeldPosition position) =>
        _refusals.TryGetValue(position.Symbol, out string? refusal) ? $"{position} ({refusal})" : position.ToString();
}
