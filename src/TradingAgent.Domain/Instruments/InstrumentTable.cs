using System.Buffers.Binary;
using System.Text;
using TradingAgent.Domain.Identity;

namespace TradingAgent.Domain.Instruments;

/// <summary>
/// Id to instrument, and a venue's symbol bytes to instrument without allocation. Ids are dense. One
/// thread at a time may add or replace, while any number read: arrays are published whole, a symbol last of all.
/// </summary>
public sealed class InstrumentTable
{
    private Instrument?[] _byId = new Instrument?[16];
    private byte[][] _symbols = new byte[16][];
    private int[] _buckets = new int[1024];
    private int _count = 1;

    /// <summary>One more than the largest id: the size a per-instrument array needs.</summary>
    public int Capacity => Volatile.Read(ref _count);

    /// <summary>All instruments in id order, as of now.</summary>
    public IEnumerable<Instrument> All
    {
        get
        {
            int count = Capacity;
            return Volatile.Read(ref _byId).Take(count).OfType<Instrument>();
        }
    }

    public Instrument this[InstrumentId id] =>
        Find(id) ?? throw new KeyNotFoundException($"No instrument has the id {id.Index}.");

    public Instrument? Find(InstrumentId id) =>
        id.Index > 0 && id.Index < Capacity ? Volatile.Read(ref _byId)[id.Index] : null;

    /// <summary>Adds the instrument under its own id.</summary>
    /// <exception cref="ArgumentException">The id is none or taken, or venue and symbol are known already.</exception>
    public void Add(Instrument instrument)
    {
        byte[] symbol = Encoding.ASCII.GetBytes(instrument.Symbol);
        if (instrument.Id.IsNone || Find(instrument.Id) is not null)
            throw new ArgumentException($"The id {instrument.Id.Index} of {instrument} is none or taken.");
        if (TryResolve(instrument.Terms.Venue, symbol, out _))
            throw new ArgumentException($"{instrument} is listed already.");
        int index = instrument.Id.Index;
        Grow(index);
        _symbols[index] = symbol;
        Volatile.Write(ref _byId[index], instrument);
        if (index >= _count) Volatile.Write(ref _count, index + 1);
        if (_count * 2 > _buckets.Length) Rehash(_buckets.Length * 2);
        else Insert(_buckets, index);
    }

    /// <summary>Gives an instrument that is listed already new terms.</summary>
    /// <exception cref="ArgumentException">The id is not known, or under another venue or symbol.</exception>
    public void Replace(Instrument instrument)
    {
        if (Find(instrument.Id) is not { } known || known.Symbol != instrument.Symbol
            || known.Terms.Venue != instrument.Terms.Venue)
            throw new ArgumentException($"{instrument} is not what is listed under {instrument.Id.Index}.");
        Volatile.Write(ref _byId[instrument.Id.Index], instrument);
    }

    /// <summary>Gives the id of an instrument that is gone to another; the old symbol is not found any more.</summary>
    /// <exception cref="ArgumentException">The id is not known, or the new symbol is.</exception>
    public void Recycle(Instrument instrument)
    {
        byte[] symbol = Encoding.ASCII.GetBytes(instrument.Symbol);
        if (Find(instrument.Id) is null)
            throw new ArgumentException($"The id {instrument.Id.Index} of {instrument} has never been given.");
        if (TryResolve(instrument.Terms.Venue, symbol, out _))
            throw new ArgumentException($"{instrument} is listed already.");
        int index = instrument.Id.Index;
        Volatile.Write(ref _byId[index], instrument);
        Volatile.Write(ref _symbols[index], symbol);
        // The old symbol's bucket leads here and fits no more; a new set of buckets leaves such dead ends out.
        Rehash(_buckets.Length);
    }

    /// <summary>Finds the id of a venue's symbol.</summary>
    public bool TryResolve(VenueId venue, ReadOnlySpan<byte> symbol, out InstrumentId id)
    {
        int[] buckets = Volatile.Read(ref _buckets);
        int mask = buckets.Length - 1;
        for (int at = (int)(Hash(venue, symbol) & (uint)mask); ; at = (at + 1) & mask)
        {
            int index = Volatile.Read(ref buckets[at]);
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

    private void Grow(int index)
    {
        if (index < _byId.Length) return;
        int size = Math.Max(index + 1, _byId.Length * 2);
        var byId = new Instrument?[size];
        byte[][] symbols = new byte[size][];
        _byId.CopyTo(byId, 0);
        _symbols.CopyTo(symbols, 0);
        Volatile.Write(ref _symbols, symbols);
        Volatile.Write(ref _byId, byId);
    }

    private void Rehash(int size)
    {
        int[] buckets = new int[size];
        for (int i = 1; i < _count; i++)
            if (_byId[i] is not null) Insert(buckets, i);
        Volatile.Write(ref _buckets, buckets);
    }

    private void Insert(int[] buckets, int index)
    {
        int mask = buckets.Length - 1;
        int at = (int)(Hash(_byId[index]!.Terms.Venue, _symbols[index]) & (uint)mask);
        while (buckets[at] != 0) at = (at + 1) & mask;
        Volatile.Write(ref buckets[at], index);
    }

    private static uint Hash(VenueId venue, ReadOnlySpan<byte> symbol)
    {
        unchecked
        {
            // Eight bytes a step: option symbols are long, and every market frame is looked up.
            ulong hash = 0xcbf29ce484222325UL ^ venue.Index;
            while (symbol.Length >= sizeof(ulong))
            {
                hash = (hash ^ BinaryPrimitives.ReadUInt64LittleEndian(symbol)) * 0x9e3779b97f4a7c15UL;
                hash ^= hash >> 29;
                symbol = symbol[sizeof(ulong)..];
            }
            foreach (byte b in symbol) hash = (hash ^ b) * 0x100000001b3UL;
            hash *= 0x9e3779b97f4a7c15UL;
            return (uint)(hash >> 32);
        }
    }
}
