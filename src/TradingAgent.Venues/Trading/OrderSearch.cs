using System.Collections.Concurrent;
using TradingAgent.Venues.Account;
using TradingAgent.Venues.Ports;
using TradingAgent.Venues.Wire;

namespace TradingAgent.Venues.Trading;

/// <summary>
/// Finds out what became of one order, by our id. Venues' lists lag behind matching, so «not found» is said only after
/// patience, and never of an order that the account's stream shows open: the engine would take one that rests for
/// ended. Fills are booked before the answer.
/// </summary>
/// <param name="desk">Knows what the account's stream has shown.</param>
/// <param name="clock">Our time.</param>
/// <param name="outcomes">Told when the venue did not answer, or not clearly.</param>
/// <param name="patience">How long is looked before it is not found.</param>
/// <param name="look">
/// Looks once, booking what the order filled; null while the venue does not know it. Throws when it does not answer.
/// </param>
internal sealed class OrderSearch(
    AccountDesk desk,
    VenueClock clock,
    CommandEvents outcomes,
    TimeSpan patience,
    Func<ClientOrderId, Instrument, CancellationToken, Task<EngineEvent?>> look)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(700);

    // A storm of unknown outcomes must not become a storm of requests: venues ban addresses for that.
    private readonly SemaphoreSlim _turns = new(4);
    private readonly ConcurrentDictionary<ClientOrderId, bool> _asked = [];

    /// <summary>
    /// Looks for an order and publishes what it found. One that is being looked for already is passed over: that search
    /// answers.
    /// </summary>
    public async Task AskAsync(ClientOrderId order, Instrument instrument, IEventSink events, CancellationToken ct)
    {
        if (!_asked.TryAdd(order, true)) return;
        bool holdsTurn = false;
        try
        {
            await _turns.WaitAsync(ct).ConfigureAwait(false);
            holdsTurn = true;
            if (await LookAsync(order, instrument, ct).ConfigureAwait(false) is { } answer) events.Publish(in answer);
            else outcomes.Unknown(order, CommandKind.QueryOrder, instrument.Id, clock.Now);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // The venue is stopping; a later run asks again.
        }
        catch (Exception e) when (e is VenueUnreachableException || VenueFrames.IsBadFrame(e))
        {
            outcomes.Unknown(order, CommandKind.QueryOrder, instrument.Id, clock.Now);
        }
        finally
        {
            if (holdsTurn) _turns.Release();
            _asked.TryRemove(order, out _);
        }
    }

    /// <returns>What became of it; null when the venue lists it nowhere and yet its stream shows it open.</returns>
    private async Task<EngineEvent?> LookAsync(ClientOrderId order, Instrument instrument, CancellationToken ct)
    {
        long deadline = Environment.TickCount64 + (long)patience.TotalMilliseconds;
        while (true)
        {
            if (await look(order, instrument, ct).ConfigureAwait(false) is { } found) return found;
            if (Environment.TickCount64 >= deadline)
                return desk.TryOpen(order, out _, out _)
                    ? null
                    : OrderReports.NotFound(order, instrument.Id, desk.Context.Venue, clock.Now);
            await Task.Delay(Pause, ct).ConfigureAwait(false);
        }
    }
}
