namespace TradingAgent.Runtime.Live;

/// <summary>
/// Watches what venues publish for how their clocks stand and how late their messages are. It is told of every event on
/// the thread that received it, costs a few stores and allocates nothing; threads of one venue may overwrite each
/// other's last figure, which is then the other one's last figure.
/// </summary>
public sealed class VenueTimings
{
    private static readonly Duration Window = Duration.FromSeconds(10);

    private readonly Slot[] _slots = [.. Enumerable.Range(0, VenueId.Capacity).Select(_ => new Slot())];

    /// <summary>What is known of a venue now.</summary>
    public VenueTiming this[VenueId venue]
    {
        get
        {
            Slot slot = _slots[venue.Index];
            bool isMeasured = Volatile.Read(ref slot.IsMeasured);
            long worst = Math.Max(Volatile.Read(ref slot.Worst), Volatile.Read(ref slot.WorstBefore));
            return new VenueTiming(
                isMeasured ? Seconds(Volatile.Read(ref slot.Offset)) : double.NaN,
                isMeasured ? Seconds(Volatile.Read(ref slot.RoundTrip)) : double.NaN,
                worst == long.MinValue ? double.NaN : Seconds(Volatile.Read(ref slot.Age)),
                worst == long.MinValue ? double.NaN : Seconds(worst));
        }
    }

    /// <summary>Takes a quote or a trade with the venue's stamp; others say nothing of the way here.</summary>
    public void OnMarket(in EngineEvent change)
    {
        if (change.VenueTime.IsNone) return;
        Slot slot = _slots[change.Venue.Index];
        long age = (change.ReceivedAt - change.VenueTime).Nanoseconds + slot.Offset;
        slot.Age = age;
        if ((change.ReceivedAt - slot.Since).Nanoseconds >= Window.Nanoseconds)
        {
            slot.Since = change.ReceivedAt;
            slot.WorstBefore = slot.Worst;
            slot.Worst = age;
        }
        else if (age > slot.Worst)
        {
            slot.Worst = age;
        }
    }

    /// <summary>Takes a measurement of a venue's clock.</summary>
    public void OnClock(VenueId venue, in VenueClockMeasured clock)
    {
        Slot slot = _slots[venue.Index];
        Volatile.Write(ref slot.Offset, clock.Offset.Nanoseconds);
        Volatile.Write(ref slot.RoundTrip, clock.RoundTrip.Nanoseconds);
        Volatile.Write(ref slot.IsMeasured, true);
    }

    private static double Seconds(long nanoseconds) => nanoseconds / 1e9;

    private sealed class Slot
    {
        public long Offset;
        public long RoundTrip;
        public long Age;
        public long Worst = long.MinValue;
        public long WorstBefore = long.MinValue;
        public Timestamp Since;
        public bool IsMeasured;
    }
}
