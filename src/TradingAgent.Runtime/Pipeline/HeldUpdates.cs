namespace TradingAgent.Runtime.Pipeline;

/// <summary>
/// Market updates held back while the engine is behind: one slot for each instrument and kind, the latest wins, trades
/// and liquidations are summed. Fixed size, no allocation, not thread-safe.
/// </summary>
internal sealed class HeldUpdates
{
    private const int SlotsPerInstrument = 11;
    private const int OptionQuoteSlot = 3;
    private const int VenueGreeksSlot = 4;

    private readonly int[] _placeOf;
    private readonly int[] _slotAt;
    private readonly EngineEvent[] _events;
    private readonly int _instruments;

    public HeldUpdates(int instruments, int capacity)
    {
        _instruments = instruments;
        _placeOf = new int[instruments * SlotsPerInstrument];
        _slotAt = new int[capacity];
        _events = new EngineEvent[capacity];
    }

    public int Count { get; private set; }

    /// <summary>Receipt of the update that has been held longest.</summary>
    public Timestamp OldestAt { get; private set; }

    /// <summary>True for the kinds that may be held.</summary>
    public static bool IsHoldable(in EngineEvent change) => KindSlot(in change) >= 0 && !change.Instrument.IsNone;

    /// <summary>True when an earlier update of the same slot is held.</summary>
    public bool Holds(in EngineEvent change) => TrySlot(in change, out int slot) && _placeOf[slot] != 0;

    /// <summary>Holds the update, merged into an earlier one of its slot; false when there is no room for it.</summary>
    public bool TryHold(in EngineEvent change, Timestamp now, out bool wasMerged)
    {
        wasMerged = false;
        if (!TrySlot(in change, out int slot)) return false;
        int place = _placeOf[slot];
        if (place != 0)
        {
            wasMerged = true;
            return TryMerge(ref _events[place - 1], in change);
        }
        if (Count == _events.Length) return false;
        if (Count == 0) OldestAt = now;
        _events[Count] = change;
        _events[Count].Flags &= ~EventFlags.MoreFollows;
        _slotAt[Count] = slot;
        _placeOf[slot] = ++Count;
        return true;
    }

    /// <summary>
    /// Enters what is held, in the order in which it was first held, an option's quote together with its Greeks; stops
    /// where the ring is full.
    /// </summary>
    public void FlushInto(Ring<EngineEvent> ring)
    {
        int done = 0;
        while (done < Count && TryEnterAt(done, ring)) done++;
        int kept = 0;
        for (int i = done; i < Count; i++)
        {
            if (_slotAt[i] < 0) continue;
            _events[kept] = _events[i];
            _slotAt[kept] = _slotAt[i];
            _placeOf[_slotAt[i]] = ++kept;
        }
        Count = kept;
    }

    private static int KindSlot(in EngineEvent change) => change.Kind switch
    {
        EventKind.QuoteChanged => 0,
        EventKind.DepthSummaryChanged => 1,
        EventKind.MarkChanged => 2,
        EventKind.OptionQuoteChanged => OptionQuoteSlot,
        EventKind.VenueGreeksChanged => VenueGreeksSlot,
        EventKind.FundingChanged => 5,
        EventKind.OpenInterestChanged => 6,
        EventKind.TradePrinted => change.Trade.Aggressor == Side.Sell ? 8 : 7,
        EventKind.LiquidationPrinted => change.Liquidation.Position == Side.Sell ? 10 : 9,
        _ => -1,
    };

    private static bool TryMerge(ref EngineEvent held, in EngineEvent change)
    {
        EngineEvent merged = change;
        if (change.Kind == EventKind.TradePrinted)
        {
            long sum = unchecked(held.Trade.Quantity.Raw + change.Trade.Quantity.Raw);
            if (sum < 0) return false;
            merged.Trade = change.Trade with
            {
                Quantity = new Quantity(sum),
                Count = held.Trade.Count + change.Trade.Count,
            };
        }
        else if (change.Kind == EventKind.LiquidationPrinted)
        {
            long sum = unchecked(held.Liquidation.Quantity.Raw + change.Liquidation.Quantity.Raw);
            if (sum < 0) return false;
            merged.Liquidation = change.Liquidation with { Quantity = new Quantity(sum) };
        }
        merged.Flags = (change.Flags | EventFlags.Conflated) & ~EventFlags.MoreFollows;
        held = merged;
        return true;
    }

    private bool TrySlot(in EngineEvent change, out int slot)
    {
        int kind = KindSlot(in change);
        slot = (change.Instrument.Index * SlotsPerInstrument) + kind;
        return kind >= 0 && change.Instrument.Index > 0 && change.Instrument.Index < _instruments;
    }

    private bool TryEnterAt(int place, Ring<EngineEvent> ring)
    {
        int slot = _slotAt[place];
        if (slot < 0) return true;
        int kind = slot % SlotsPerInstrument;
        int other = kind switch
        {
            OptionQuoteSlot => slot - OptionQuoteSlot + VenueGreeksSlot,
            VenueGreeksSlot => slot - VenueGreeksSlot + OptionQuoteSlot,
            _ => -1,
        };
        int otherPlace = other < 0 ? 0 : _placeOf[other];
        if (otherPlace == 0)
        {
            if (!ring.TryEnter(in _events[place])) return false;
            Forget(place);
            return true;
        }
        bool isQuote = kind == OptionQuoteSlot;
        ref EngineEvent quote = ref _events[isQuote ? place : otherPlace - 1];
        ref EngineEvent greeks = ref _events[isQuote ? otherPlace - 1 : place];
        if (!ring.TryEnterFrame([quote, greeks])) return false;
        Forget(place);
        Forget(otherPlace - 1);
        return true;
    }

    private void Forget(int place)
    {
        _placeOf[_slotAt[place]] = 0;
        _slotAt[place] = -1;
    }
}
