namespace TradingAgent.Runtime.Pipeline;

/// <summary>How events enter the event ring: their sequence is the position they are given there.</summary>
internal static class EventEntry
{
    public static bool TryEnter(this Ring<EngineEvent> ring, in EngineEvent change)
    {
        if (!ring.TryClaim(1, out long position)) return false;
        ref EngineEvent slot = ref ring[position];
        slot = change;
        slot.Sequence = position;
        EventPadding.Clear(ref slot);
        ring.Publish(position, 1);
        return true;
    }

    /// <summary>Enters events adjacent and in order; all but the last are marked as followed by more.</summary>
    public static bool TryEnterFrame(this Ring<EngineEvent> ring, ReadOnlySpan<EngineEvent> frame)
    {
        if (!ring.TryClaim(frame.Length, out long first)) return false;
        for (int i = 0; i < frame.Length; i++)
        {
            ref EngineEvent slot = ref ring[first + i];
            slot = frame[i];
            slot.Sequence = first + i;
            EventPadding.Clear(ref slot);
            if (i < frame.Length - 1) slot.Flags |= EventFlags.MoreFollows;
            else slot.Flags &= ~EventFlags.MoreFollows;
        }
        ring.Publish(first, frame.Length);
        return true;
    }
}
