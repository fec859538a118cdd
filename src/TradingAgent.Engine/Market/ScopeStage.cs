using TradingAgent.Engine.Kernel;

namespace TradingAgent.Engine.Market;

/// <summary>
/// Which instruments count and which may be traded, staged with the other parameters and put in force with them. What a
/// set does not name counts and may not be traded.
/// </summary>
internal sealed class ScopeStage
{
    private readonly Listings _listings;
    private readonly byte[] _counted;
    private readonly byte[] _tradable;

    public ScopeStage(EngineLimits limits, Listings listings)
    {
        _listings = listings;
        _counted = new byte[limits.Instruments];
        _tradable = new byte[limits.Instruments];
        Stage();
    }

    public void Stage()
    {
        Array.Fill(_counted, (byte)1);
        Array.Clear(_tradable);
    }

    public void Set(InstrumentId id, in ParameterSet change)
    {
        Invariant.That(id.Index < _counted.Length, "a scope names an instrument out of range");
        byte value = change.Value != 0 ? (byte)1 : (byte)0;
        if ((ParameterId)change.Path == ParameterId.Counted) _counted[id.Index] = value;
        if ((ParameterId)change.Path == ParameterId.Tradable) _tradable[id.Index] = value;
    }

    /// <summary>The next instrument of this id begins with the default.</summary>
    public void Clear(InstrumentId id)
    {
        _counted[id.Index] = 1;
        _tradable[id.Index] = 0;
    }

    public void Commit()
    {
        for (int i = 1; i < _listings.Count; i++) Apply(new InstrumentId(i));
    }

    /// <summary>An instrument listed after the set took effect is what the set says, or the default.</summary>
    public void Apply(InstrumentId id)
    {
        _listings.SetCounted(id, _counted[id.Index] != 0);
        _listings.SetTradable(id, _tradable[id.Index] != 0);
    }

    public void Save(ref SnapshotWriter writer, int count)
    {
        writer.Write<byte>(_counted.AsSpan(0, count));
        writer.Write<byte>(_tradable.AsSpan(0, count));
    }

    public void Load(ref SnapshotReader reader, int count)
    {
        reader.Read(_counted.AsSpan(0, count));
        reader.Read(_tradable.AsSpan(0, count));
    }
}
