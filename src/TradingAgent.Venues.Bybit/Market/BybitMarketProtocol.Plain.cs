namespace TradingAgent.Venues.Bybit.Market;

/// <content>
/// The quick road for frames as the venue writes them. Nothing is published before the whole frame was read, so that
/// the general reader can begin anew whenever this one declines.
/// </content>
internal sealed partial class BybitMarketProtocol
{
    private bool TryDecodePlain(ReadOnlySpan<byte> message, WireTime time, IWire wire)
    {
        var text = new CompactJson(message);
        var head = default(FrameHead);
        bool hasData = false;
        if (!text.Take('{')) return false;
        do
        {
            if (!text.TryName(out ReadOnlySpan<byte> name)) return false;
            if (name.SequenceEqual("data"u8))
            {
                // Data before its topic, twice, or of no topic we know: let the general reader see to it.
                if (hasData || !TryReadPlain(ref text, head.Topic)) return false;
                hasData = true;
            }
            else if (!TryReadPlainHead(ref text, name, ref head))
            {
                return false;
            }
        }
        while (text.Take(','));
        if (!hasData || !text.Take('}') || !text.IsAtEnd) return false;
        if (head.Topic is TopicKind.Trade or TopicKind.Liquidation)
            _trades.Publish(head.Topic == TopicKind.Trade, time.Now);
        Publish(in head, time, wire);
        wire.Ready();
        return true;
    }

    private bool TryReadPlain(ref CompactJson text, TopicKind topic) => topic switch
    {
        TopicKind.Top or TopicKind.Book => _book.TryRead(ref text),
        TopicKind.Ticker => TickerFrame.TryRead(ref text, ref _ticker),
        TopicKind.Trade or TopicKind.Liquidation => _trades.TryRead(ref text),
        _ => false,
    };

    private bool TryReadPlainHead(ref CompactJson text, ReadOnlySpan<byte> name, ref FrameHead head)
    {
        switch (name.Length)
        {
            case 5 when name.SequenceEqual("topic"u8):
                if (head.Topic != TopicKind.Unknown || !text.TryString(out ReadOnlySpan<byte> topic)) return false;
                head.Topic = BybitTopics.Parse(topic, out ReadOnlySpan<byte> subject);
                Address(subject, ref head);
                return true;
            case 4 when name.SequenceEqual("type"u8):
                if (!text.TryString(out ReadOnlySpan<byte> type)) return false;
                head.IsDelta = type.SequenceEqual("delta"u8);
                return true;
            case 2 when name.SequenceEqual("ts"u8):
                return TryMoment(ref text, ref head.PublishedAt);
            case 3 when name.SequenceEqual("cts"u8):
                return TryMoment(ref text, ref head.MatchedAt);
            case 2 when name.SequenceEqual("cs"u8):
                return text.TryWhole(out head.Sequence);
            default:
                return text.Skip();
        }
    }

    private static bool TryMoment(ref CompactJson text, ref Timestamp moment)
    {
        if (!text.TryWhole(out long ms) || ms is <= 0 or >= 9_000_000_000_000) return false;
        moment = Timestamp.FromMilliseconds(ms);
        return true;
    }
}
