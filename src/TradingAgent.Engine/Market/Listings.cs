using System.Runtime.InteropServices;
using TradingAgent.Engine.Kernel;

namespace TradingAgent.Engine.Market;

/// <summary>
/// Every instrument the engine knows: its terms, whether it counts, whether it may be traded, what it costs.
/// </summary>
internal sealed class Listings
{
    private readonly Entry[] _entries;

    public Listings(EngineLimits limits) => _entries = new Entry[limits.Instruments];

    /// <summary>One more than the largest id listed.</summary>
    public int Count { get; private set; } = 1;

    public bool IsListed(InstrumentId id) =>
        id.Index > 0 && id.Index < Count && _entries[id.Index].Terms.Kind != ContractKind.None;

    /// <summary>The terms of a listed instrument.</summary>
    public ref readonly InstrumentTerms Terms(InstrumentId id) => ref _entries[id.Index].Terms;

    public bool IsCounted(InstrumentId id) => _entries[id.Index].Counted != 0;

    public bool IsTradable(InstrumentId id) => _entries[id.Index].Tradable != 0;

    /// <summary>Fee rates, as fractions of value; NaN until the venue said.</summary>
    public double MakerRate(InstrumentId id) => _entries[id.Index].MakerRate;

    /// <inheritdoc cref="MakerRate"/>
    public double TakerRate(InstrumentId id) => _entries[id.Index].TakerRate;

    /// <summary>Adds or changes an instrument; false when the table is full.</summary>
    public bool List(InstrumentId id, in InstrumentTerms terms)
    {
        if (id.Index <= 0 || id.Index >= _entries.Length) return false;
        ref Entry entry = ref _entries[id.Index];
        bool isNew = entry.Terms.Kind == ContractKind.None;
        entry.Terms = terms;
        if (isNew)
        {
            entry.Counted = 1;
            entry.MakerRate = double.NaN;
            entry.TakerRate = double.NaN;
        }
        Count = Math.Max(Count, id.Index + 1);
        return true;
    }

    /// <summary>How many instruments had the id before this one.</summary>
    public int Generation(InstrumentId id) => _entries[id.Index].Generation;

    /// <summary>Makes the id free for another instrument.</summary>
    public void Retire(InstrumentId id) =>
        _entries[id.Index] = new Entry { Generation = _entries[id.Index].Generation + 1 };

    public void OnFees(InstrumentId id, in FeesReported fees)
    {
        _entries[id.Index].MakerRate = fees.MakerRate;
        _entries[id.Index].TakerRate = fees.TakerRate;
    }

    public void SetCounted(InstrumentId id, bool counted) => _entries[id.Index].Counted = counted ? 1 : 0;

    public void SetTradable(InstrumentId id, bool tradable) => _entries[id.Index].Tradable = tradable ? 1 : 0;

    public void Save(ref SnapshotWriter writer)
    {
        writer.Write(Count);
        writer.Write<Entry>(_entries.AsSpan(0, Count));
    }

    public void Load(ref SnapshotReader reader)
    {
        Count = reader.Read<int>();
        Invariant.That(Count <= _entries.Length, "a snapshot holds more instruments than this engine can");
        reader.Read(_entries.AsSpan(0, Count));
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Entry
    {
        public InstrumentTerms Terms;
        public double MakerRate;
        public double TakerRate;
        public int Counted;
        public int Tradable;
        public int Generation;

        /// <summary>Keeps the size a multiple of eight: padding would hold whatever was there before.</summary>
        public int Unused;
    }
}
