using TradingAgent.Venues.Ports;
using TradingAgent.Venues.Wire;

namespace TradingAgent.Venues.Account;

/// <summary>
/// Asks for the record of expired options from each expiry on: venues do not promise to push it.
/// </summary>
/// <param name="clock">Our time.</param>
/// <param name="desk">Whose instruments.</param>
/// <param name="read">Reads the record once and publishes what is new.</param>
internal sealed class ExpiryWatch(VenueClock clock, AccountDesk desk, Func<CancellationToken, Task> read)
{
    private static readonly Duration Window = Duration.FromSeconds(900);
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private volatile bool _asked;

    /// <summary>Something told of a delivery: ask at the next turn.</summary>
    public void Ask() => _asked = true;

    /// <summary>Asks whenever something expired lately, until cancelled.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        using var timer = new PeriodicTimer(Interval);
        while (await timer.WaitForNextTickAsync(ct).ConfigureAwait(false))
        {
            if (!_asked && !ExpiredSince(clock.Now - Window)) continue;
            try
            {
                await AskNowAsync(ct).ConfigureAwait(false);
            }
            catch (Exception e) when (e is VenueUnreachableException || VenueFrames.IsBadFrame(e))
            {
                // The breaker has told; the next turn asks again.
            }
        }
    }

    /// <summary>
    /// Asks once for what was delivered while nobody looked: where something expired since then (or so shortly before
    /// that the record may not have had it), or a delivery was told of. To be done before positions are reported, or
    /// what was delivered would be taken for what vanished, and its cash would be nobody's.
    /// </summary>
    /// <param name="since">Up to when everything is known; none asks only for what was told of.</param>
    /// <param name="ct">Gives up.</param>
    /// <exception cref="VenueUnreachableException">The record did not come; the next turn asks too.</exception>
    public async Task CatchUpAsync(Timestamp since, CancellationToken ct)
    {
        if (_asked || (!since.IsNone && ExpiredSince(since - Window))) await AskNowAsync(ct).ConfigureAwait(false);
    }

    private async Task AskNowAsync(CancellationToken ct)
    {
        _asked = false;
        try
        {
            await read(ct).ConfigureAwait(false);
        }
        catch
        {
            _asked = true;
            throw;
        }
    }

    private bool ExpiredSince(Timestamp moment)
    {
        Timestamp now = clock.Now;
        foreach (Instrument instrument in desk.Context.Instruments.All)
        {
            if (!instrument.Terms.IsOption || instrument.Terms.Venue != desk.Context.Venue) continue;
            Timestamp expiry = instrument.Terms.Expiry;
            if (!expiry.IsNone && expiry >= moment && expiry <= now) return true;
        }
        return false;
    }
}
