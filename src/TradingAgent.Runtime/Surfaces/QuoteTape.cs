namespace TradingAgent.Runtime.Surfaces;

/// <summary>
/// The shell's own copy of the last ticker of every option, and of which instruments have been said to be held. Those
/// who write are the threads of the market, so that they never wait: a reader that meets a write takes nothing.
/// </summary>
internal sealed class QuoteTape(int instruments)
{
    private readonly Place[] _places = new Place[instruments];

    /// <summary>Takes a ticker; one of two that come at the same moment is lost.</summary>
    public void Write(InstrumentId id, in OptionTick tick)
    {
        if ((uint)id.Index >= (uint)_places.Length) return;
        ref Place place = ref _places[id.Index];
        int version = Volatile.Read(ref place.Version);
        if ((version & 1) != 0) return;
        if (Interlocked.CompareExchange(ref place.Version, version + 1, version) != version) return;
        place.Tick = tick;
        Volatile.Write(ref place.Version, version + 2);
    }

    /// <summary>The last ticker of an option; false when there is none or one is just being written.</summary>
    public bool TryRead(InstrumentId id, out OptionTick tick)
    {
        tick = default;
        if ((uint)id.Index >= (uint)_places.Length) return false;
        ref Place place = ref _places[id.Index];
        int version = Volatile.Read(ref place.Version);
        if (version == 0 || (version & 1) != 0) return false;
        tick = place.Tick;
        Interlocked.MemoryBarrier();
        return Volatile.Read(ref place.Version) == version;
    }

    public void SetHeld(InstrumentId id, bool isHeld)
    {
        if ((uint)id.Index < (uint)_places.Length) Volatile.Write(ref _places[id.Index].IsHeld, isHeld);
    }

    public bool IsHeld(InstrumentId id) =>
        (uint)id.Index < (uint)_places.Length && Volatile.Read(ref _places[id.Index].IsHeld);

    private struct Place
    {
        /// <summary>Odd while it is written.</summary>
        public int Version;
        public bool IsHeld;
        public OptionTick Tick;
    }
}
