using CryptoExchange.Net.Objects;
using CryptoExchange.Net.Objects.Sockets;
using Subscribing = System.Threading.Tasks.Task<
    CryptoExchange.Net.Objects.WebSocketResult<CryptoExchange.Net.Objects.Sockets.UpdateSubscription>>;

namespace TradingAgent.Venues.CryptoExchangeNet.Streams;

/// <summary>One subscription of the library's, kept alive: when it last spoke, and whether its socket lives.</summary>
/// <param name="name">For humans, such as «orderbook.50.BTCUSDT».</param>
/// <param name="rateMs">How long it may be silent; 0 where silence says nothing, as on an account's streams.</param>
/// <param name="isVital">Prices that orders rest on.</param>
/// <param name="subscribe">Asks the library for it.</param>
internal sealed class Topic(
    string name, long rateMs, bool isVital, Func<Topic, CancellationToken, Subscribing> subscribe)
{
    private readonly Lock _gate = new();
    private readonly TopicAge _age = new(name, isVital, rateMs);
    private UpdateSubscription? _subscription;
    private long _messages;
    private long _lastMs;
    private long _resyncs;
    private long _opened;
    private volatile bool _isRenewalWanted;
    private volatile bool _isLost;

    public string Name => name;

    /// <summary>Its silence says something.</summary>
    public bool IsJudged => rateMs > 0;

    public bool IsVital => isVital;

    /// <summary>Instruments that it is about; empty for an account's.</summary>
    public IReadOnlySet<InstrumentId> Instruments { get; init; } = new HashSet<InstrumentId>();

    /// <summary>Told when its socket is gone: what was kept of its data may not be believed.</summary>
    public Action? Lost { get; init; }

    /// <summary>Told when a socket of it is open, before its data comes or just after.</summary>
    public Action? Fresh { get; init; }

    /// <summary>Told when data cannot be read.</summary>
    public Action<Topic, Exception>? Unreadable { get; set; }

    /// <summary>Told of its socket's coming (true) and going.</summary>
    public Action<Topic, bool>? Changed { get; set; }

    public long Messages => Interlocked.Read(ref _messages);

    public long Opened => Interlocked.Read(ref _opened);

    public long Resyncs => Interlocked.Read(ref _resyncs);

    /// <summary>When it last spoke, or was opened; milliseconds of the machine.</summary>
    public long LastMs => Interlocked.Read(ref _lastMs);

    /// <summary>It is subscribed and its socket is open.</summary>
    public bool IsLive => _subscription is not null && !_isLost;

    /// <summary>The venue refused it too often: it is not waited for any more.</summary>
    public bool IsGivenUp { get; set; }

    /// <summary>The library is not asked for it before that moment of the machine.</summary>
    public long NotBeforeMs { get; set; }

    /// <summary>How often in a row the venue refused it.</summary>
    public int Refusals { get; set; }

    /// <summary>The library must be asked for it, now or again; a socket that is gone comes back by itself.</summary>
    public bool IsWanted => !IsGivenUp && Environment.TickCount64 >= NotBeforeMs
        && (_subscription is null || (_isRenewalWanted && !_isLost));

    /// <summary>What the library hands its data to: counted, and safe from data that does not fit.</summary>
    public Action<DataEvent<T>> Reading<T>(Action<DataEvent<T>> read) => data =>
    {
        Interlocked.Increment(ref _messages);
        OnData();
        try
        {
            read(data);
        }
        catch (Exception e) when (VenueFrames.IsBadFrame(e) || e is NullReferenceException)
        {
            // The library leaves out what a frame left out, required or not.
            Unreadable?.Invoke(this, e);
        }
    };

    /// <summary>Something of it was missed, and its state is asked for anew.</summary>
    public void CountGap() => Interlocked.Increment(ref _resyncs);

    /// <summary>It is to be subscribed anew, which brings all of it.</summary>
    public void Renew() => _isRenewalWanted = true;

    /// <summary>Asks the library, leaving what there was before.</summary>
    /// <returns>Why it could not be had; null when it is there.</returns>
    public async Task<Error?> SubscribeAsync(CancellationToken ct)
    {
        _isRenewalWanted = false;
        // What an account's stream does not tell meanwhile must be asked for, as after a cut.
        if (!IsJudged && _subscription is not null) Changed?.Invoke(this, false);
        await CloseAsync().ConfigureAwait(false);
        WebSocketResult<UpdateSubscription> result = await subscribe(this, ct).ConfigureAwait(false);
        if (!result.Success) return result.Error;
        Join(result.Data);
        return null;
    }

    /// <summary>Lets another socket be opened.</summary>
    public Task ReconnectAsync() => _subscription?.ReconnectAsync() ?? Task.CompletedTask;

    public async Task CloseAsync()
    {
        UpdateSubscription? before = Interlocked.Exchange(ref _subscription, null);
        if (before is not null) await before.CloseAsync().ConfigureAwait(false);
    }

    /// <summary>Looks at its silence; true when it is to be asked for again now.</summary>
    public bool IsOverdue(long nowMs, long patienceMs, out int triesBefore)
    {
        lock (_gate)
        {
            triesBefore = _age.Tries;
            if (!IsJudged || !IsLive || !_age.IsDue(nowMs, patienceMs)) return false;
            _age.OnAsked(nowMs);
            return true;
        }
    }

    /// <summary>It spoke since its socket was opened.</summary>
    public bool IsHeard
    {
        get
        {
            lock (_gate) return _age.Heard;
        }
    }

    private void OnData()
    {
        long now = Environment.TickCount64;
        Interlocked.Exchange(ref _lastMs, now);
        lock (_gate) _age.OnData(now);
    }

    private void Join(UpdateSubscription subscription)
    {
        bool isFirst = Interlocked.Read(ref _opened) == 0 || _isLost;
        _subscription = subscription;
        subscription.ConnectionLost += () => OnSocket(subscription, isOpen: false);
        subscription.ConnectionRestored += _ => OnSocket(subscription, isOpen: true);
        subscription.ConnectionClosed += () => OnClosed(subscription);
        _isLost = false;
        if (isFirst) OnOpened();
        Changed?.Invoke(this, true);
    }

    private void OnSocket(UpdateSubscription subscription, bool isOpen)
    {
        if (!ReferenceEquals(subscription, _subscription)) return;
        _isLost = !isOpen;
        if (isOpen)
        {
            // What it brings now is all of it.
            _isRenewalWanted = false;
            OnOpened();
        }
        else
        {
            Lost?.Invoke();
        }
        Changed?.Invoke(this, isOpen);
    }

    private void OnClosed(UpdateSubscription subscription)
    {
        if (!ReferenceEquals(Interlocked.CompareExchange(ref _subscription, null, subscription), subscription)) return;
        Lost?.Invoke();
        Changed?.Invoke(this, false);
    }

    private void OnOpened()
    {
        long now = Environment.TickCount64;
        Interlocked.Increment(ref _opened);
        Interlocked.Exchange(ref _lastMs, now);
        lock (_gate) _age.OnOpened(now);
        Fresh?.Invoke();
    }
}
