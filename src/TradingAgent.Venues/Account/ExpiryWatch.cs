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
            if (!_asked && !ExpiredLately(clock.Now)) continue;
            _asked = false;
            try
            {
                await read(ct).ConfigureAwait(false);
            }
            catch (Exception e) when (e is VenueUnreachableException || VenueFrames.IsBadFrame(e))
            {
                // The breaker has told; the next turn asks again.
                _asked = true;
            }
        }
    }

    private bool ExpiredLately(Timestamp now)
    {
        foreach (Instrument instrument in desk.Context.Instruments.All)
        {
            if (!instrument.Terms.IsOption || instrument.Terms.Venue != desk.Context.Venue) continue;
            Duration since = now - instrument.Terms.Expiry;
            if (since >= Duration.Zero && since <= Window) return true;
        }
        return false;
    }
}
