namespace TradingAgent.Venues.Trading;

/// <summary>
/// A part of what a venue holds open that is listed on its own, because another part may be out of reach.
/// </summary>
/// <param name="List">
/// Adds the open orders that are meant; throws when the venue does not answer, and what was added by then counts.
/// </param>
/// <param name="Cancel">
/// Asks to cancel what was listed, and tells of each request whether it was answered. Whatever the answer, the next
/// list tells the truth.
/// </param>
internal sealed record KillPart<TOrder>(
    Func<List<TOrder>, CancellationToken, Task> List,
    Func<IReadOnlyList<TOrder>, CancellationToken, IAsyncEnumerable<bool>> Cancel);
