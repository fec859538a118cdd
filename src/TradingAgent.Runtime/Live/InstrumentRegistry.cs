using TradingAgent.Runtime.Journal;
using TradingAgent.Runtime.Pipeline;

namespace TradingAgent.Runtime.Live;

/// <summary>
/// Gives instruments their ids: once, by venue and symbol, whatever order a catalogue comes in. What is new or has
/// changed terms is announced to the journal and published as InstrumentListed. An id goes to another instrument only
/// after the first was retired and the engine has let go of it.
/// </summary>
public sealed class InstrumentRegistry
{
    private readonly Dictionary<(VenueId Venue, string Symbol), InstrumentText> _known = [];
    private readonly Action<InstrumentText> _announce;
    private readonly IEventSink _events;
    private readonly SteadyClock _clock;
    private readonly Func<InstrumentId, bool> _isHeld;
    private readonly Queue<(InstrumentText Text, Timestamp At)> _retired = [];
    private readonly SortedSet<int> _free = [];
    private readonly int _idMax;
    private int _lastId;

    /// <param name="known">Every instrument the journal knows.</param>
    /// <param name="idMax">The largest id the engine has room for.</param>
    /// <param name="announce">Takes the text before the event is published.</param>
    /// <param name="events">Where listings are published.</param>
    /// <param name="clock">The shell's clock.</param>
    /// <param name="isHeld">True while the engine has an instrument under the id.</param>
    public InstrumentRegistry(
        IEnumerable<InstrumentText> known,
        int idMax,
        Action<InstrumentText> announce,
        IEventSink events,
        SteadyClock clock,
        Func<InstrumentId, bool> isHeld)
    {
        _isHeld = isHeld;
        _idMax = idMax;
        _announce = announce;
        _events = events;
        _clock = clock;
        foreach (InstrumentText text in known)
        {
            _lastId = Math.Max(_lastId, text.Id.Index);
            // Told to the journal and not held: it was retired, in this run or in one before.
            if (isHeld(text.Id)) _known[(text.Terms.Venue, text.Symbol)] = text;
            else _free.Add(text.Id.Index);
        }
    }

    /// <summary>
    /// After it was retired an id rests this long, so that nothing said of the old is taken for the new.
    /// </summary>
    public static Duration Rest { get; } = Duration.FromSeconds(60);

    /// <summary>
    /// Publishes that an instrument is gone from its venue, settled, flat and without orders.
    /// </summary>
    public void Retire(Instrument instrument)
    {
        (VenueId, string) key = (instrument.Terms.Venue, instrument.Symbol);
        if (!_known.TryGetValue(key, out InstrumentText? text) || text.Id != instrument.Id) return;
        if (_retired.Any(r => r.Text.Id == text.Id)) return;
        Timestamp now = _clock.Now;
        _retired.Enqueue((text, now));
        _events.Publish(new EngineEvent
        {
            Kind = EventKind.InstrumentRetired,
            ReceivedAt = now,
            Venue = instrument.Terms.Venue,
            Instrument = instrument.Id,
        });
    }

    /// <summary>Takes a venue's catalogue; returns one line for each instrument there was no room for.</summary>
    public IReadOnlyList<string> Register(VenueCatalog catalog)
    {
        List<string> refused = [];
        Reclaim();
        foreach (Instrument listed in catalog.Instruments)
        {
            (VenueId Venue, string Symbol) key = (listed.Terms.Venue, listed.Symbol);
            bool isKnown = _known.TryGetValue(key, out InstrumentText? known);
            if (isKnown && known!.Terms == listed.Terms) continue;
            if (!isKnown && _free.Count == 0 && _lastId >= _idMax)
            {
                refused.Add($"{listed}: the engine has room for {_idMax} instruments. Narrow the venue's scope.");
                continue;
            }
            InstrumentId id = isKnown ? known!.Id : NextId();
            InstrumentText text = new(id, listed.Symbol, listed.Terms);
            _known[key] = text;
            _announce(text);
            _events.Publish(new EngineEvent
            {
                Kind = EventKind.InstrumentListed,
                ReceivedAt = _clock.Now,
                Venue = listed.Terms.Venue,
                Instrument = id,
                Listed = new InstrumentListed(listed.Terms),
            });
        }
        return refused;
    }

    /// <summary>A table of everything known, in id order.</summary>
    public InstrumentTable BuildTable()
    {
        InstrumentTable table = new();
        Update(table);
        return table;
    }

    /// <summary>Brings a table up to what is known; returns what was new to it, in id order.</summary>
    public IReadOnlyList<Instrument> Update(InstrumentTable table)
    {
        List<Instrument> added = [];
        foreach (InstrumentText text in _known.Values.OrderBy(t => t.Id.Index))
        {
            Instrument instrument = text.ToInstrument();
            if (table.Find(text.Id) is not { } there)
            {
                table.Add(instrument);
                added.Add(instrument);
            }
            else if (there.Symbol != text.Symbol || there.Terms.Venue != text.Terms.Venue)
            {
                table.Recycle(instrument);
                added.Add(instrument);
            }
            else if (there.Terms != text.Terms)
            {
                table.Replace(instrument);
            }
        }
        return added;
    }

    private InstrumentId NextId()
    {
        if (_free.Count == 0) return new InstrumentId(++_lastId);
        int id = _free.Min;
        _free.Remove(id);
        return new InstrumentId(id);
    }

    /// <summary>Takes back the ids of what has been retired for a while, where the engine agreed.</summary>
    private void Reclaim()
    {
        while (_retired.TryPeek(out (InstrumentText Text, Timestamp At) oldest) && _clock.Now - oldest.At >= Rest)
        {
            _retired.Dequeue();
            // Still held: something of ours hangs on it. The venue's adapter says it again.
            if (_isHeld(oldest.Text.Id)) continue;
            _known.Remove((oldest.Text.Terms.Venue, oldest.Text.Symbol));
            _free.Add(oldest.Text.Id.Index);
        }
    }
}
