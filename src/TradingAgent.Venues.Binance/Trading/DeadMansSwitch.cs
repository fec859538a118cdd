using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using TradingAgent.Venues.Binance.Rest;

namespace TradingAgent.Venues.Binance.Trading;

/// <summary>
/// The venue's countdown: unless it hears from us in time it cancels everything in what we trade. Four times as often
/// as it runs out, what is armed is renewed and what is not, or is no more, is armed; it is switched off in good order.
/// What the account is refused it is told once.
/// </summary>
/// <param name="rest">The product's API.</param>
/// <param name="prefix">Beginning of its paths.</param>
/// <param name="runsOut">After how long without us it cancels; zero never sets it.</param>
/// <param name="dialect">How the product names what it is set for.</param>
/// <param name="subjects">Names of all that is traded now: symbols of futures, underlyings of options.</param>
/// <param name="logger">For humans.</param>
internal sealed partial class DeadMansSwitch(
    BinanceRest rest,
    string prefix,
    TimeSpan runsOut,
    SwitchDialect dialect,
    Func<IEnumerable<string>> subjects,
    ILogger logger)
{
    private const string Path = "/countdownCancelAll";

    private static readonly TimeSpan OffWithin = TimeSpan.FromSeconds(2);

    private readonly HashSet<string> _refused = [];

    /// <summary>What may be armed, by when the venue last confirmed it; zero while it did not.</summary>
    private readonly Dictionary<string, long> _confirmedMs = [];
    private long _lastConfirmedMs;

    /// <summary>False while the engine hangs: then it is neither renewed nor switched off, so that it fires.</summary>
    public Func<bool> IsAlive { get; init; } = static () => true;

    /// <summary>True while the venue answers for at least one of them.</summary>
    public bool IsSet =>
        Interlocked.Read(ref _lastConfirmedMs) is var at and > 0
        && Environment.TickCount64 - at < (long)runsOut.TotalMilliseconds;

    /// <summary>Keeps it set until cancelled, then switches it off.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        if (runsOut == TimeSpan.Zero)
        {
            await Task.Delay(Timeout.Infinite, ct).ConfigureAwait(false);
            return;
        }
        try
        {
            using var timer = new PeriodicTimer(runsOut / 4);
            do
            {
                if (!IsAlive()) continue;
                if (dialect.HasHeartbeat) await BeatAsync(ct).ConfigureAwait(false);
                foreach (string subject in subjects().ToArray())
                {
                    bool isKept = dialect.HasHeartbeat && _confirmedMs.GetValueOrDefault(subject) > 0;
                    if (!isKept && !_refused.Contains(subject)) await SetAsync(subject, ct).ConfigureAwait(false);
                }
            }
            while (await timer.WaitForNextTickAsync(ct).ConfigureAwait(false));
        }
        finally
        {
            Interlocked.Exchange(ref _lastConfirmedMs, 0);
            using var limit = new CancellationTokenSource(OffWithin);
            foreach (string subject in IsAlive() ? _confirmedMs.Keys.ToArray() : [])
                await PostAsync(Path, QueryOf(subject, 0), limit.Token).ConfigureAwait(false);
        }
    }

    private async Task SetAsync(string subject, CancellationToken ct)
    {
        // Whatever is answered, it may be armed from now on.
        _confirmedMs.TryAdd(subject, 0);
        (BinanceReply? reply, _) = await PostAsync(Path, QueryOf(subject, (long)runsOut.TotalMilliseconds), ct)
            .ConfigureAwait(false);
        if (reply is { IsOk: true })
        {
            Confirm(subject);
            return;
        }
        _confirmedMs[subject] = 0;
        if (!IsRefusal(reply)) return;
        _confirmedMs.Remove(subject);
        _refused.Add(subject);
        LogNoSwitch(logger, subject, rest.Scrub(reply!.ToString()));
    }

    /// <summary>Renews what is armed. The answer names what was renewed; what it leaves out is armed no more.</summary>
    private async Task BeatAsync(CancellationToken ct)
    {
        string[] armed = [.. _confirmedMs.Where(s => s.Value > 0).Select(s => s.Key)];
        if (armed.Length == 0) return;
        (BinanceReply? reply, _) = await PostAsync(
            Path + "HeartBeat", $"{dialect.Subject}s={string.Join("%2C", armed)}", ct).ConfigureAwait(false);
        if (reply is not { IsOk: true } && !IsRefusal(reply)) return;
        HashSet<string> renewed = reply!.IsOk ? NamesOf(reply) : [];
        foreach (string subject in armed)
        {
            if (renewed.Contains(subject)) Confirm(subject);
            else _confirmedMs[subject] = 0;
        }
    }

    private void Confirm(string subject)
    {
        _confirmedMs[subject] = Environment.TickCount64;
        Interlocked.Exchange(ref _lastConfirmedMs, _confirmedMs[subject]);
    }

    private static bool IsRefusal(BinanceReply? reply) =>
        reply is { Verdict: { IsDone: false, IsAmbiguous: false, IsRetryable: false } };

    private HashSet<string> NamesOf(BinanceReply reply) =>
        reply.Root() is { ValueKind: JsonValueKind.Object } root
        && root.TryGetProperty(dialect.Subject + "s", out JsonElement names) && names.ValueKind == JsonValueKind.Array
            ? [.. names.EnumerateArray().Select(n => n.ToString())]
            : [];

    private string QueryOf(string subject, long milliseconds) =>
        string.Create(CultureInfo.InvariantCulture, $"{dialect.Subject}={subject}&countdownTime={milliseconds}");

    private Task<(BinanceReply? Reply, RestFailure Failure)> PostAsync(
        string path, string query, CancellationToken ct) =>
        rest.SendOnceAsync(HttpMethod.Post, prefix + path, query, RequestAccess.Signed, ct);

    [LoggerMessage(EventId = LogEvents.BinanceNoSwitch, Level = LogLevel.Warning,
        Message = "Binance: no dead-man's switch for {Subject} ({Answer}); only our own watchdog cancels when the "
            + "agent is gone")]
    private static partial void LogNoSwitch(ILogger logger, string subject, string answer);
}
