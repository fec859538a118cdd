using System.Net.Http.Json;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using TradingAgent.Host.Configuration;
using TradingAgent.Runtime.Reports;

namespace TradingAgent.Host.Observability;

/// <summary>
/// Tells one web address what a human should know at once: changes of mode, alarms, silent streams, unknown orders, a
/// sentinel that fired. The same words at most once a minute; what does not fit into its short queue is dropped and
/// counted, for a chat room must never hold up an agent. The address is a secret: it is logged nowhere.
/// </summary>
internal sealed partial class AlertWebhook : IAsyncDisposable
{
    private const int Waiting = 64;
    private static readonly TimeSpan Again = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Secret _address;
    private readonly string _agent;
    private readonly ILogger _log;
    private readonly TimeProvider _time;
    private readonly HttpClient _http;
    private readonly Channel<string> _queue = Channel.CreateBounded<string>(
        new BoundedChannelOptions(Waiting) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });
    private readonly Dictionary<string, long> _toldAt = new(StringComparer.Ordinal);
    private readonly Task _sending;

    public AlertWebhook(
        Secret address, string agent, ILogger log, TimeProvider? time = null, HttpMessageHandler? handler = null)
    {
        (_address, _agent, _log, _time) = (address, agent, log, time ?? TimeProvider.System);
        _http = new HttpClient(handler ?? new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = Patience };
        _sending = Task.Run(SendAsync);
    }

    /// <summary>From the configuration; null when no address is configured.</summary>
    /// <exception cref="ConfigurationException">The address cannot be had, or is not safe.</exception>
    public static AlertWebhook? Create(AgentConfiguration configuration, ILogger log)
    {
        AlertsOptions alerts = configuration.Options.Alerts;
        if (alerts.WebhookVariable.Length == 0 && alerts.WebhookFile.Length == 0) return null;
        Secret address = SecretSource.Read(
            "Alerts.Webhook", alerts.WebhookVariable, alerts.WebhookFile, configuration.Variables);
        bool isAddress = Uri.TryCreate(address.Reveal(), UriKind.Absolute, out Uri? uri);
        bool isSafe = isAddress && (uri!.Scheme == "https" || (uri.Scheme == "http" && uri.IsLoopback));
        if (!isSafe)
            throw new ConfigurationException(
                "secrets", [new("Alerts.Webhook", "must be an https address, or one of this machine.")]);
        return new AlertWebhook(address, $"{configuration.Options.Environment} {configuration.Options.Instance}", log);
    }

    /// <summary>Takes one of the engine's reports, if it is for a human at once.</summary>
    public void Take(EngineReport report, InstrumentTable instruments)
    {
        if (!IsUrgent(in report)) return;
        Tell(KeyOf(in report), ReportText.Describe(in report, instruments).ToString());
    }

    /// <summary>Tells it unless it was told within the last minute.</summary>
    /// <param name="key">What it is, without its figures.</param>
    /// <param name="text">In words.</param>
    public void Tell(string key, string text)
    {
        lock (_toldAt)
        {
            long now = _time.GetTimestamp();
            bool isRecent = _toldAt.TryGetValue(key, out long at) && _time.GetElapsedTime(at, now) < Again;
            if (isRecent) return;
            _toldAt[key] = now;
        }
        _queue.Writer.TryWrite(text);
    }

    /// <summary>Sends what waits, for as long as one message may take.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await Task.WhenAny(_sending, Task.Delay(Patience));
        _http.Dispose();
    }

    private static bool IsUrgent(in EngineReport report) => report.Kind switch
    {
        ReportKind.ModeChange or ReportKind.Alarm => true,
        ReportKind.VenueState => report.VenueState.Status == VenueStatus.Stale,
        ReportKind.OrderTransition => report.Transition.To == OrderState.Unknown,
        _ => false,
    };

    private static string KeyOf(in EngineReport report) => report.Kind switch
    {
        ReportKind.ModeChange => $"mode {report.Mode.To} {report.Mode.Cause} {report.Underlying}",
        ReportKind.Alarm => $"alarm {report.Alarm.Kind} {report.Venue} {report.Instrument} {report.Underlying}",
        ReportKind.VenueState => $"stream {report.Venue} {report.VenueState.Stream}",
        _ => "unknown order",
    };

    private async Task SendAsync()
    {
        await foreach (string text in _queue.Reader.ReadAllAsync())
        {
            string line = $"trading-agent {_agent}: {text}";
            try
            {
                // «text» is what Slack and Mattermost read, «content» what Discord does.
                using HttpResponseMessage answer =
                    await _http.PostAsJsonAsync(_address.Reveal(), new { text = line, content = line });
                if (!answer.IsSuccessStatusCode) LogFailed(_log, $"it answered {(int)answer.StatusCode}");
            }
            catch (Exception error) when (error is HttpRequestException or TaskCanceledException)
            {
                // The message would name the address.
                LogFailed(_log, error is TaskCanceledException ? "no answer in time" : "it cannot be reached");
            }
        }
    }

    [LoggerMessage(LogEvents.WebhookFailed, LogLevel.Warning, "Alert    the webhook did not take it: {Reason}")]
    private static partial void LogFailed(ILogger log, string reason);
}
