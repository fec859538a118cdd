using CryptoExchange.Net.Objects;
using Microsoft.Extensions.Logging;

namespace TradingAgent.Venues.CryptoExchangeNet.Streams;

/// <summary>
/// Keeps the topics of one stream of the venue and tells how it is. The library reconnects sockets by itself and knows
/// nothing of data that stops while a socket lives: that is judged here, topic by topic, as on native connections.
/// </summary>
internal sealed partial class TopicKeeper
{
    private const long StaleMs = 15_000;
    private const long PatienceMs = 8_000;
    private const long AgainAfterMs = 1_000;
    private const int RefusalsMax = 3;
    private const int TriesMax = 2;

    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(250);

    private readonly string _name;
    private readonly StreamStatus _status;
    private readonly ILogger _logger;
    private readonly int _sockets;
    private readonly int _data;
    private readonly Lock _gate = new();
    private readonly List<Topic> _topics = [];
    private int _generation;
    private bool _isUp;

    /// <param name="name">For humans, such as «bybit linear market».</param>
    /// <param name="status">The stream's status, as the engine is told.</param>
    /// <param name="logger">For humans.</param>
    public TopicKeeper(string name, StreamStatus status, ILogger logger)
    {
        _name = name;
        _status = status;
        _logger = logger;
        _sockets = status.Join();
        _data = status.Join();
        status.Set(_data, VenueStatus.Up);
    }

    /// <summary>
    /// What must be done before the stream is up again, such as asking for what an account's stream missed; told how to
    /// know that it came too late.
    /// </summary>
    public Func<Func<bool>, Action, CancellationToken, Task>? Recover { get; init; }

    /// <summary>Told when data could not be read.</summary>
    public Action? Unreadable { get; init; }

    public StreamFigures Figures
    {
        get
        {
            Topic[] topics = Topics();
            bool isOpen = topics.Any(t => t.IsLive);
            double age = isOpen ? (Environment.TickCount64 - topics.Max(t => t.LastMs)) / 1000.0 : double.NaN;
            return new StreamFigures(
                _name, topics.Sum(t => t.Messages), topics.Select(t => t.Opened).DefaultIfEmpty().Max(),
                topics.Sum(t => t.Resyncs), age);
        }
    }

    public void Add(IEnumerable<Topic> topics)
    {
        lock (_gate)
            foreach (Topic topic in topics)
            {
                topic.Changed = (_, isOpen) => OnChanged(isOpen);
                topic.Unreadable = (which, e) =>
                {
                    LogBadData(_logger, _name, which.Name, e.Message);
                    Unreadable?.Invoke();
                };
                _topics.Add(topic);
            }
    }

    /// <summary>Leaves topics that are about that instrument alone.</summary>
    public async Task RemoveAsync(InstrumentId instrument)
    {
        foreach (Topic topic in Topics())
        {
            if (topic.Instruments.Count != 1 || !topic.Instruments.Contains(instrument)) continue;
            lock (_gate) _topics.Remove(topic);
            await topic.CloseAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Lets the stream's sockets be opened anew.</summary>
    public void Reconnect()
    {
        foreach (Topic topic in Topics().Where(t => t.IsLive).Take(1)) _ = topic.ReconnectAsync();
    }

    /// <summary>Subscribes and watches until cancelled, then leaves everything.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        using var timer = new PeriodicTimer(Turn);
        try
        {
            do
            {
                foreach (Topic topic in Topics().Where(t => t.IsWanted))
                    await SubscribeAsync(topic, ct).ConfigureAwait(false);
                Settle(ct);
                Judge(Environment.TickCount64);
            }
            while (await timer.WaitForNextTickAsync(ct).ConfigureAwait(false));
        }
        finally
        {
            foreach (Topic topic in Topics()) await topic.CloseAsync().ConfigureAwait(false);
        }
    }

    private async Task SubscribeAsync(Topic topic, CancellationToken ct)
    {
        Error? error = await topic.SubscribeAsync(ct).ConfigureAwait(false);
        ct.ThrowIfCancellationRequested();
        topic.Refusals = error is ServerError ? topic.Refusals + 1 : 0;
        if (error is null) return;
        topic.NotBeforeMs = Environment.TickCount64 + AgainAfterMs;
        LogRefused(_logger, _name, topic.Name, error.ToString());
        // A market topic that the venue does not have must not keep all the others from counting.
        if (topic.Refusals >= RefusalsMax && topic.Instruments.Count > 0) GiveUp(topic);
    }

    /// <summary>Venues acknowledge topics that they do not have: one that never says anything is left alone.</summary>
    private void GiveUp(Topic topic)
    {
        topic.IsGivenUp = true;
        LogGivenUp(_logger, _name, topic.Name);
    }

    private void OnChanged(bool isOpen)
    {
        if (isOpen) return;
        lock (_gate)
        {
            _generation++;
            _isUp = false;
        }
        _status.Set(_sockets, VenueStatus.Down);
    }

    /// <summary>Calls the stream up once all its topics live, after what must be done before that.</summary>
    private void Settle(CancellationToken ct)
    {
        int generation;
        lock (_gate)
        {
            if (_isUp || _topics.Exists(t => !t.IsLive && !t.IsGivenUp)) return;
            _isUp = true;
            generation = _generation;
        }
        if (Recover is { } recover)
        {
            // Not here: the other topics of this stream must not wait for it.
            _ = Task.Run(() => recover(() => IsStill(generation), () => Up(generation), ct), ct);
            return;
        }
        Up(generation);
    }

    private bool IsStill(int generation)
    {
        lock (_gate) return _generation == generation;
    }

    private void Up(int generation)
    {
        if (IsStill(generation)) _status.Set(_sockets, VenueStatus.Up);
    }

    private void Judge(long nowMs)
    {
        Topic[] judged = [.. Topics().Where(t => t.IsJudged && t.IsLive && !t.IsGivenUp)];
        if (judged.Length == 0) return;
        bool isStale = nowMs - judged.Max(t => t.LastMs) > StaleMs
            || judged.Any(t => t.IsVital && t.IsHeard && nowMs - t.LastMs > StaleMs);
        _status.Set(_data, isStale ? VenueStatus.Stale : VenueStatus.Up);
        bool isAnyHeard = judged.Any(t => t.IsHeard);
        foreach (Topic topic in judged)
        {
            if (!topic.IsOverdue(nowMs, PatienceMs, out int tries)) continue;
            LogAskedAgain(_logger, _name, topic.Name, (nowMs - topic.LastMs) / 1000.0);
            if (tries < TriesMax) topic.Renew();
            else if (topic.IsHeard || !isAnyHeard) _ = topic.ReconnectAsync();
            else GiveUp(topic);
        }
    }

    private Topic[] Topics()
    {
        lock (_gate) return [.. _topics];
    }

    [LoggerMessage(EventId = LogEvents.StreamRefused, Level = LogLevel.Warning,
        Message = "{Stream}: {Topic} was not subscribed ({Reason}); trying again")]
    private static partial void LogRefused(ILogger logger, string stream, string topic, string reason);

    [LoggerMessage(EventId = LogEvents.StreamGivenUp, Level = LogLevel.Error,
        Message = "{Stream}: {Topic} is given up; the venue does not have it")]
    private static partial void LogGivenUp(ILogger logger, string stream, string topic);

    [LoggerMessage(EventId = LogEvents.StreamAskedAgain, Level = LogLevel.Warning,
        Message = "{Stream}: {Topic} is silent for {Seconds} s; asked for again")]
    private static partial void LogAskedAgain(ILogger logger, string stream, string topic, double seconds);

    [LoggerMessage(EventId = LogEvents.StreamBadData, Level = LogLevel.Error,
        Message = "{Stream}: data of {Topic} could not be read ({Reason})")]
    private static partial void LogBadData(ILogger logger, string stream, string topic, string reason);
}
