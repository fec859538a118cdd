namespace TradingAgent.Exchange.MarketSources.Recorded.Captures;

/// <summary>
/// Puts captured messages in the order in which things happened. The streams of one venue overtake each other: half of
/// the trades arrive after the best bid or ask they changed. By the exchange's own time, and trades before the changes
/// of the book of the same millisecond, a queue is worn down once and not twice.
/// </summary>
internal sealed class CaptureSequence(CaptureReader reader, Duration window)
{
    private readonly PriorityQueue<CaptureMessage, (long Time, int Rank, long Number)> _waiting = new();
    private readonly Stack<CaptureMessage> _free = new();
    private long _newest;
    private long _number;
    private bool _isRead;

    public int Unreadable => reader.Unreadable;

    public long FirstUnreadable => reader.FirstUnreadable;

    /// <summary>The next message, or null at the end; it stays valid until it is given back.</summary>
    public CaptureMessage? Take()
    {
        while (!_isRead && (_waiting.Count == 0 || IsRecent(_waiting.Peek()))) Read();
        return _waiting.TryDequeue(out CaptureMessage? message, out _) ? message : null;
    }

    /// <summary>Gives a message back for reuse.</summary>
    public void Return(CaptureMessage message) => _free.Push(message);

    private bool IsRecent(CaptureMessage message) => _newest - message.Time.Nanoseconds < window.Nanoseconds;

    private void Read()
    {
        CaptureMessage message = _free.TryPop(out CaptureMessage? free) ? free : new CaptureMessage();
        do
        {
            if (reader.TryRead(message)) continue;
            _isRead = true;
            return;
        }
        while (message.Kind == CaptureKind.Other);
        long time = message.Time.Nanoseconds;
        _newest = Math.Max(_newest, time);
        message.Number = ++_number;
        bool isTrade = message.Kind == CaptureKind.Trade;
        _waiting.Enqueue(message, (time, isTrade ? 0 : 1, isTrade ? message.Number : message.LastUpdate));
    }
}
