namespace TradingAgent.Runtime.Pipeline;

/// <summary>
/// One consumer's place in a ring. Only its own thread may peek and advance; anyone may read <see cref="Consumed"/>.
/// </summary>
public sealed class RingConsumer<T> where T : unmanaged
{
    private readonly Ring<T> _ring;
    private PaddedSequence _consumed;

    internal RingConsumer(Ring<T> ring, long firstPosition)
    {
        _ring = ring;
        _consumed.Value = firstPosition - 1;
    }

    /// <summary>The last position this consumer is done with.</summary>
    public long Consumed => Volatile.Read(ref _consumed.Value);

    /// <summary>True when the next value is there.</summary>
    public bool HasNext => _ring.IsPublished(_consumed.Value + 1);

    /// <summary>Positions claimed by producers and not consumed yet.</summary>
    public long Backlog => _ring.Claimed - Consumed;

    /// <summary>
    /// The published values from the next one on, in place, at most <paramref name="countMax"/>; empty when there are
    /// none. Valid until <see cref="Advance"/> passes them.
    /// </summary>
    public ReadOnlySpan<T> Peek(int countMax)
    {
        long next = _consumed.Value + 1;
        int limit = Math.Min(countMax, _ring.SlotsToEnd(next));
        int count = 0;
        while (count < limit && _ring.IsPublished(next + count)) count++;
        return _ring.Run(next, count);
    }

    /// <summary>Gives slots back to the producers.</summary>
    public void Advance(int count) => Volatile.Write(ref _consumed.Value, _consumed.Value + count);
}
