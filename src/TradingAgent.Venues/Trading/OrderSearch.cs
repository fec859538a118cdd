using TradingAgent.Venues.Account;
using TradingAgent.Venues.Ports;
using TradingAgent.Venues.Wire;

namespace TradingAgent.Venues.Trading;

/// <summary>
/// Finds out what became of one order, by our id. Venues' lists lag behind matching, so «not found» is said only after
/// patience. Fills are booked before the answer.
/// </summary>
/// <param name="venue">Whose orders.</param>
/// <param name="clock">Our time.</param>
/// <param name="outcomes">Told when the venue did not answer.</param>
/// <param name="patience">How long is looked before it is not found.</param>
/// <param name="look">
/// Looks once, booking what the order filled; null while the venue does not know it. Throws when it does not answer.
/// </param>
internal sealed class OrderSearch(
    VenueId venue,
    VenueClock clock,
    CommandEvents outcomes,
    TimeSpan patience,
    Func<ClientOrderId, Instrument, CancellationToken, Task<EngineEvent?>> look)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(700);

    // A storm of unknown outcomes must not become a storm of requests: venues ban addresses for that.
    private readonly SemaphoreSlim _turns = new(4);

    public async Task AskAsync(ClientOrderId order, Instrument instrument, IEventSink events, CancellationToken ct)
    {
        bool holdsTurn = false;
        try
        {
            await _turns.WaitAsync(ct).ConfigureAwait(false);
            holdsTurn = true;
            EngineEvent answer = await LookAsync(order, instrument, ct).ConfigureAwait(false);
            events.Publish(in answer);
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
        }
    }

    private async Task<EngineEvent> LookAsync(ClientOrderId order, Instrument instrument, CancellationToken ct)
    {
        long deadline = Environment.TickCount64 + (long)patience.TotalMilliseconds;
        while (true)
        {
            if (await look(order, instrument, ct).ConfigureAwait(false) is { } found) return found;
            if (Environment.TickCount64 >= deadline)
                return OrderReports.NotFound(order, instrument.Id, venue, clock.Now);
            await Task.Delay(Pause, ct).ConfigureAwait(false);
        }
    }
}
