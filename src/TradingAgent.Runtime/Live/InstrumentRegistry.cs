using TradingAgent.Runtime.Journal;
using TradingAgent.Runtime.Pipeline;

namespace TradingAgent.Runtime.Live;

/// <summary>
/// Gives instruments their ids: once, by venue and symbol, append-only, whatever order a catalogue comes in. What is
/// new or has changed terms is announced to the journal and published as InstrumentListed.
/// </summary>
public sealed class InstrumentRegistry
{
    private readonly Dictionary<(VenueId Venue, string Symbol), InstrumentText> _known = [];
    private readonly Action<InstrumentText> _announce;
    private readonly IEventSink _events;
    private readonly SteadyClock _clock;
    private readonly int _idMax;
    private int _lastId;

    /// <param name="known">Every instrument the journal knows.</param>
    /// <param name="idMax">The largest id the engine has room for.</param>
    /// <param name="announce">Takes the text before the event is published.</param>
    /// <param name="events">Where listings are published.</param>
    /// <param name="clock">The shell's clock.</param>
    public InstrumentRegistry(
        IEnumerable<InstrumentText> known,
        int idMax,
        Action<InstrumentText> announce,
        IEventSink events,
        SteadyClock clock)
    {
        _idMax = idMax;
        _announce = announce;
        _events = events;
        _clock = clock;
        foreach (InstrumentText text in known)
        {
            _known[(text.Terms.Venue, text.Symbol)] = text;
            _lastId = Math.Max(_lastId, text.Id.Index);
        }
    }

    /// <summary>Takes a venue's catalogue; returns one line for each instrument there was no room for.</summary>
    public IReadOnlyList<string> Register(VenueCatalog catalog)
    {
        List<string> refused = [];
        foreach (Instrument listed in catalog.Instruments)
        {
            (VenueId Venue, string Symbol) key = (listed.Terms.Venue, listed.Symbol);
            bool isKnown = _known.TryGetValue(key, out InstrumentText? known);
            if (isKnown && known!.Terms == listed.Terms) continue;
            if (!isKnown && _lastId >= _idMax)
            {
                refused.Add($"{listed}: the engine has room for {_idMax} instruments. Narrow the venue's scope.");
                continue;
            }
            InstrumentId id = isKnown ? known!.Id : new InstrumentId(++_lastId);
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
            else if (there.Terms != text.Terms)
            {
                table.Replace(instrument);
            }
        }
        return added;
    }
}
