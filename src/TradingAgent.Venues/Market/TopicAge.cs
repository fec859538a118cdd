namespace TradingAgent.Venues.Market;

/// <summary>
/// How long one topic has been silent against how often it speaks. A topic that proves merely quiet (it answers when
/// asked again, and is silent again) is believed longer and longer; one that speaks again is held to its rate.
/// </summary>
/// <param name="topic">Its name at the venue.</param>
/// <param name="isVital">Prices that orders rest on.</param>
/// <param name="rateMs">How long it may be silent, milliseconds.</param>
/// <param name="isOccasional">It speaks only when something happens, and does not answer when asked again.</param>
internal sealed class TopicAge(string topic, bool isVital, long rateMs, bool isOccasional = false)
{
    /// <summary>The first data must come within this, whatever the topic's rate.</summary>
    public const long FirstWithinMs = 15_000;
    public const long ExpectedMaxMs = 900_000;

    private long _expectedMs;
    private long _lastMs;

    public string Topic => topic;

    /// <summary>Prices that orders rest on: its silence alone makes the whole stream stale.</summary>
    public bool IsVital => isVital;

    /// <summary>
    /// Its silence proves nothing, not even after it was asked for anew: it is asked again, given up and said, and
    /// neither makes a stream stale nor costs it its socket.
    /// </summary>
    public bool IsOccasional => isOccasional;

    /// <summary>It sent data on this socket.</summary>
    public bool Heard { get; private set; }

    /// <summary>When it was asked again, wall milliseconds; 0 while it is in time.</summary>
    public long AskedMs { get; private set; }

    /// <summary>How often it was asked since it last spoke.</summary>
    public int Tries { get; private set; }

    /// <summary>It did not answer: asked again only now and then, and no reason to reconnect.</summary>
    public bool IsGivenUp { get; private set; }

    /// <summary>How long it may be silent, milliseconds.</summary>
    public long ExpectedMs =>
        IsGivenUp ? ExpectedMaxMs : Heard || isOccasional ? _expectedMs : FirstWithinMs;

    public void OnOpened(long nowMs)
    {
        _lastMs = nowMs;
        _expectedMs = rateMs;
        AskedMs = 0;
        Tries = 0;
        Heard = IsGivenUp = false;
    }

    public void OnData(long nowMs)
    {
        if (nowMs - _lastMs <= rateMs && Tries == 0) _expectedMs = rateMs;
        else if (Tries > 0 && Heard) _expectedMs = Math.Min(_expectedMs * 2, ExpectedMaxMs);
        _lastMs = nowMs;
        AskedMs = 0;
        Tries = 0;
        Heard = true;
        IsGivenUp = false;
    }

    /// <summary>True when it is silent beyond its age and has not been asked, or not lately.</summary>
    public bool IsDue(long nowMs, long patienceMs) =>
        AskedMs == 0 ? nowMs - _lastMs > ExpectedMs
            : nowMs - AskedMs >= (isOccasional ? Math.Max(patienceMs, rateMs) : patienceMs);

    /// <summary>How long it has been silent, milliseconds.</summary>
    public long SilentMs(long nowMs) => nowMs - _lastMs;

    public void OnAsked(long nowMs)
    {
        AskedMs = nowMs;
        Tries++;
    }

    public void GiveUp(long nowMs)
    {
        IsGivenUp = true;
        _lastMs = nowMs;
        AskedMs = 0;
        Tries = 0;
    }
}
