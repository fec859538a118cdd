using System.Globalization;
using Microsoft.Extensions.Logging;
using TradingAgent.Venues.Binance.Rest;

namespace TradingAgent.Venues.Binance.Trading;

/// <summary>
/// The venue's countdown: unless it hears from us in time it cancels everything in what we trade. Renewed four times as
/// often as it runs out, and switched off in good order; an account that is refused it is told so once.
/// </summary>
/// <param name="rest">The product's API.</param>
/// <param name="prefix">Beginning of its paths.</param>
/// <param name="runsOut">After how long without us it cancels.</param>
/// <param name="subjects">Queries that name what it is set for: symbols of futures, underlyings of options.</param>
/// <param name="heartbeat">Query of the call that renews all; null where setting it again renews it.</param>
/// <param name="logger">For humans.</param>
internal sealed partial class DeadMansSwitch(
    BinanceRest rest,
    string prefix,
    TimeSpan runsOut,
    IReadOnlyList<string> subjects,
    string? heartbeat,
    ILogger logger)
{
    private static readonly TimeSpan OffWithin = TimeSpan.FromSeconds(2);

    private readonly HashSet<string> _refused = [];

    /// <summary>True while the venue answers for at least one of them.</summary>
    public bool IsSet { get; private set; }

    /// <summary>Keeps it set until cancelled, then switches it off.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        if (runsOut == TimeSpan.Zero || subjects.Count == 0)
        {
            await Task.Delay(Timeout.Infinite, ct).ConfigureAwait(false);
            return;
        }
        await SetAsync((long)runsOut.TotalMilliseconds, ct).ConfigureAwait(false);
        using var timer = new PeriodicTimer(runsOut / 4);
        try
        {
            while (await timer.WaitForNextTickAsync(ct).ConfigureAwait(false))
            {
                // Heartbeats renew what is set; whoever was refused once is not asked for ever.
                if (IsSet && heartbeat is not null)
                    await PostAsync("/countdownCancelAllHeartBeat", heartbeat, ct).ConfigureAwait(false);
                else await SetAsync((long)runsOut.TotalMilliseconds, ct).ConfigureAwait(false);
            }
        }
        finally
        {
            using var limit = new CancellationTokenSource(OffWithin);
            await SetAsync(0, limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task SetAsync(long milliseconds, CancellationToken ct)
    {
        foreach (string subject in subjects)
        {
            if (_refused.Contains(subject)) continue;
            string query = string.Create(
                CultureInfo.InvariantCulture, $"{subject}&countdownTime={milliseconds}");
            (BinanceReply? reply, RestFailure failure) =
                await PostAsync("/countdownCancelAll", query, ct).ConfigureAwait(false);
            if (reply is { IsOk: true }) IsSet = true;
            else if (reply is { Verdict: { IsAmbiguous: false, IsRetryable: false } })
            {
                _refused.Add(subject);
                LogNoSwitch(logger, subject, rest.Scrub(reply.ToString()));
            }
        }
    }

    private Task<(BinanceReply? Reply, RestFailure Failure)> PostAsync(
        string path, string query, CancellationToken ct) =>
        rest.SendOnceAsync(HttpMethod.Post, prefix + path, query, RequestAccess.Signed, ct);

    [LoggerMessage(EventId = LogEvents.BinanceNoSwitch, Level = LogLevel.Warning,
        Message = "Binance: no dead-man's switch for {Subject} ({Answer}); only our own watchdog cancels when the "
            + "agent is gone")]
    private static partial void LogNoSwitch(ILogger logger, string subject, string answer);
}
