using TradingAgent.Venues.Ports;
using TradingAgent.Venues.Wire;

namespace TradingAgent.Venues.Setup;

/// <summary>Measures a venue's clock every minute, and when the venue refuses a stamp.</summary>
internal sealed class ClockKeeper : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(60);

    private readonly ClockProbe _probe;
    private readonly Action<string> _onFailed;
    private readonly SemaphoreSlim _asked = new(0, 1);

    /// <param name="probe">Measures.</param>
    /// <param name="clock">Says when it is doubted.</param>
    /// <param name="onFailed">Told why the venue's time could not be had.</param>
    public ClockKeeper(ClockProbe probe, VenueClock clock, Action<string> onFailed)
    {
        _probe = probe;
        _onFailed = onFailed;
        clock.Doubted += Ask;
    }

    public async Task RunAsync(IEventSink events, CancellationToken ct)
    {
        while (true)
        {
            await _asked.WaitAsync(Interval, ct).ConfigureAwait(false);
            try
            {
                await _probe.MeasureAsync(events, ct).ConfigureAwait(false);
            }
            catch (VenueUnreachableException e)
            {
                _onFailed(e.Message);
            }
        }
    }

    public void Dispose() => _asked.Dispose();

    private void Ask()
    {
        try
        {
            _asked.Release();
        }
        catch (SemaphoreFullException)
        {
            // It is asked for already.
        }
    }
}
