using System.Text;
using TradingAgent.Domain.Identity;

namespace TradingAgent.Domain.Instruments;

/// <summary>
/// Id to instrument, and a venue's symbol bytes to instrument without allocation. Ids are dense and append-only.
/// Not thread-safe while instruments are being added; reading is safe from any thread afterwards.
/// </summary>
public sealed class InstrumentTable
{
    private readonly List<Instrument?> _byId = [null];
    private readonly List<byte[]> _symbols = [[]];
    private int[] _buckets = new int[1024];

    /// <summary>One more than the largest id: the size a per-instrument array needs.</summary>
    public int Capacity => _byId.Count;

    /// <summary>All instruments in id order.</summary>
    public IEnumerable<Instrument> All => _byId.OfType<Instrument>();

    public Instrument this[InstrumentId id] =>
        Find(id) ?? throw new KeyNotFoundException($"No instrument has the id {id.Index}.");

    public Instrument? Find(InstrumentId id) =>
        id.Index > 0 && id.Index < _byId.Count ? _byId[id.Index] : null;

    /// <summary>Adds the instrument under its own id.</summary>
    /// <exception cref="ArgumentException">The id is none or taken, or venue and symbol are known already.</exception>
    public void Add(Instrument instrument)
    {
        byte[] symbol = Encoding.ASCII.GetBytes(instrument.Symbol);
        if (instrument.Id.IsNone || Find(instrument.Id) is not null)
            throw new ArgumentException($"The id {instrument.Id.Index} of {instrument} is none or taken.");
        if (TryResolve(instrument.Terms.Venue, symbol, out _))
            throw new ArgumentException($"{instrument} is listed already.");
        while (_byId.Count <= instrument.Id.Index)
        {
            _byId.Add(null);
            _symbols.Add([]);
        }
        _byId[instrument.Id.Index] = instrument;
        _symbols[instrument.Id.Index] = symbol;
        if (_byId.Count * 2 > _buckets.Length) Rehash(_buckets.Length * 2);
        else Insert(instrument.Id.Index);
    }

    /// <summary>Finds the id of a venue's symbol.</summary>
    public bool TryResolve(VenueId venue, ReadOnlySpan<byte> symbol, out InstrumentId id)
    {
        int mask = _buckets.Length - 1;
        for (int at = (int)(Hash(venue, symbol) & (uint)mask); ; at = (at + 1) & mask)
        {
            int index = _buckets[at];
            if (index == 0)
            {
                id = InstrumentId.None;
                return false;
            }
            if (!_symbols[index].AsSpan().SequenceEqual(symbol) || _byId[index]!.Terms.Venue != venue) continue;
            id = new InstrumentId(index);
            return true;
        }
    }

    private void Rehash(int size)
    {
        _buckets = new int[size];
        for (int i = 1; i < _byId.Count; i++)
            if (_byId[i] is not null) Insert(i);
    }

    private void Insert(int index)
    {
        int mask = _buckets.Length - 1;
        int at = (int)(Hash(_byId[index]!.Terms.Venue, _symbols[index]) & (uint)mask);
        while (_buckets[at] != 0) at = (at + 1) & mask;
        _buckets[at] = index;
    }

    private static uint Hash(VenueId venue, ReadOnlySpan<byte> symbol)
    {
        unchecked
        {
            uint hash = 2166136261u ^ venue.Index;
            foreach (byte b in symbol) hash = (hash ^ b) * 16777619u;
            return hash ^ (hash >> 15);
        }
    }
}
