using TradingAgent.Venues.Ports;
using TradingAgent.Venues.Wire;

namespace TradingAgent.Venues.Account;

/// <summary>An account's stream is up only when what it missed has been asked for over REST.</summary>
/// <param name="recover">Asks, and publishes what was missed.</param>
/// <param name="onFailed">Told why it could not be done; it is tried again.</param>
internal sealed class StreamRecovery(Func<CancellationToken, Task> recover, Action<string> onFailed)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Recovers and calls the stream ready, unless its socket is another by then.</summary>
    /// <param name="isCurrent">False when that socket is gone.</param>
    /// <param name="ready">Calls the stream up.</param>
    /// <param name="ct">Gives up.</param>
    public async Task RunAsync(Func<bool> isCurrent, Action ready, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested && isCurrent())
        {
            try
            {
                await recover(ct).ConfigureAwait(false);
                if (isCurrent()) ready();
                return;
            }
            catch (Exception e) when (e is VenueUnreachableException || VenueFrames.IsBadFrame(e))
            {
                onFailed(e.Message);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            await Task.Delay(Pause, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
