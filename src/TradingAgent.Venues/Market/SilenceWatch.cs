using TradingAgent.Venues.Wire;

namespace TradingAgent.Venues.Market;

/// <summary>
/// Judges a connection by the age of its data, topic by topic, not by its socket: what is silent beyond its rate is
/// subscribed anew, and when that brings nothing the socket is replaced. A topic that never sent anything while others
/// do (venues acknowledge misspelt and misplaced ones) is given up instead, and said; so is one that speaks only when
/// something happens, whether it ever did or not.
/// </summary>
/// <param name="renew">Subscribes topics anew, one by one when the flag says so.</param>
/// <param name="onAskedAgain">Told how many, which first, and its silence in seconds.</param>
/// <param name="onGivenUp">Told of a topic that says nothing.</param>
internal sealed class SilenceWatch(
    Action<IWire, IReadOnlyList<string>, bool> renew,
    Action<int, string, double> onAskedAgain,
    Action<string> onGivenUp)
{
    private const long JudgeEveryMs = 1_000;
    private const long PatienceMs = 8_000;
    private const long UnansweredMs = 3_000;
    private const int TriesMax = 2;

    /// <summary>Topics asked again in one turn: more would fill the send queue.</summary>
    private const int AskedMax = 60;

    private readonly List<TopicAge> _topics = [];
    private readonly List<string> _due = [];
    private long _judgedMs;

    /// <summary>Topics that must speak: a share of these that does not answer makes the stream stale.</summary>
    private int _steady;

    public void Add(TopicAge topic)
    {
        _topics.Add(topic);
        if (!topic.IsOccasional) _steady++;
    }

    public void Remove(string topic)
    {
        _topics.RemoveAll(t => t.Topic == topic);
        _steady = _topics.Count(static t => !t.IsOccasional);
    }

    public void OnOpened(long nowMs)
    {
        _judgedMs = nowMs;
        foreach (TopicAge topic in _topics) topic.OnOpened(nowMs);
    }

    public void OnTick(long nowMs, IWire wire)
    {
        if (nowMs - _judgedMs < JudgeEveryMs) return;
        _judgedMs = nowMs;
        int unanswered = 0;
        bool isVitalSilent = false;
        bool isAnyHeard = false;
        bool isAnyDead = false;
        TopicAge? oldest = null;
        _due.Clear();
        foreach (TopicAge topic in _topics)
        {
            isAnyHeard |= topic.Heard;
            if (topic.AskedMs != 0 && nowMs - topic.AskedMs >= UnansweredMs && topic.Heard && !topic.IsOccasional)
            {
                unanswered++;
                isVitalSilent |= topic.IsVital;
            }
            if (!topic.IsDue(nowMs, PatienceMs) || _due.Count == AskedMax) continue;
            if (topic.Tries >= TriesMax)
            {
                isAnyDead = true;
                continue;
            }
            topic.OnAsked(nowMs);
            oldest ??= topic;
            _due.Add(topic.Topic);
        }
        wire.Silent(isVitalSilent || (unanswered > 0 && unanswered * 10 >= _steady));
        if (oldest is not null)
        {
            onAskedAgain(_due.Count, oldest.Topic, oldest.SilentMs(nowMs) / 1000.0);
            renew(wire, _due, _due.Count <= 10 || oldest.Tries > 1);
        }
        if (isAnyDead) Replace(nowMs, isAnyHeard, wire);
    }

    private void Replace(long nowMs, bool isAnyHeard, IWire wire)
    {
        foreach (TopicAge topic in _topics)
        {
            if (topic.IsOccasional || topic.Tries < TriesMax || !topic.IsDue(nowMs, PatienceMs)) continue;
            if (topic.Heard || !isAnyHeard)
            {
                wire.Reconnect($"{topic.Topic} is silent for {topic.SilentMs(nowMs) / 1000} s and did not answer");
                return;
            }
        }
        foreach (TopicAge topic in _topics)
        {
            if (topic.Tries < TriesMax || !topic.IsDue(nowMs, PatienceMs)) continue;
            // What may rightly be silent for hours is said once.
            bool isNews = !topic.IsOccasional || !topic.IsGivenUp;
            topic.GiveUp(nowMs);
            if (isNews) onGivenUp(topic.Topic);
        }
    }
}
