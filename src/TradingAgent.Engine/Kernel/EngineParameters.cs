namespace TradingAgent.Engine.Kernel;

/// <summary>
/// The values in force, by parameter and underlying. A set arrives event by event between Begin and End, and takes
/// effect whole at its end, so that no decision ever sees half a configuration.
/// </summary>
internal sealed class EngineParameters
{
    /// <summary>Most values that operators may put over configured ones at a time.</summary>
    public const int OverridesMax = 64;

    private const int Stride = ParameterList.Capacity;
    private readonly double[] _values = new double[Stride * UnderlyingId.Capacity];
    private readonly double[] _staged = new double[Stride * UnderlyingId.Capacity];
    private readonly double[] _configured = new double[Stride * UnderlyingId.Capacity];
    private readonly ParameterOverride[] _overrides = new ParameterOverride[OverridesMax];
    private int _overrideCount;

    public EngineParameters()
    {
        // A number nobody declares holds nothing, so that a build that declares it sees that it was never set.
        Array.Fill(_staged, double.NaN);
        Stage();
        Commit(0);
    }

    /// <summary>Digest of the configuration in force; 0 for the defaults.</summary>
    public ulong Digest { get; private set; }

    /// <summary>The agent-wide value.</summary>
    public double this[ParameterId id] => _values[(int)id];

    /// <summary>The value for one underlying.</summary>
    public double this[ParameterId id, UnderlyingId underlying] => _values[(underlying.Index * Stride) + (int)id];

    /// <summary>A parameter in milliseconds as a duration.</summary>
    public Duration Milliseconds(ParameterId id) => Duration.FromMilliseconds((long)this[id]);

    /// <summary>A parameter in milliseconds as a duration, for one underlying.</summary>
    public Duration Milliseconds(ParameterId id, UnderlyingId underlying) =>
        Duration.FromMilliseconds((long)this[id, underlying]);

    /// <summary>Begins a set: everything not named in it has its default.</summary>
    public void Stage()
    {
        foreach (ParameterDefinition definition in ParameterList.All) Spread(definition.Id, definition.Default);
    }

    /// <summary>One value; for no underlying it is the new default of all of them.</summary>
    public void Set(in ParameterSet change)
    {
        Invariant.That(change.Path < Stride, "a parameter number is out of range");
        if (change.Underlying.IsNone) Spread((ParameterId)change.Path, change.Value);
        else _staged[(change.Underlying.Index * Stride) + change.Path] = change.Value;
    }

    /// <summary>Puts the staged set in force; what operators put over it stays over it.</summary>
    public void Commit(ulong digest)
    {
        _staged.CopyTo(_configured, 0);
        Digest = digest;
        PutInForce();
    }

    /// <summary>
    /// Puts a value over the configured one, for one underlying or all; a value out of range is left out, as is one
    /// too many.
    /// </summary>
    public void Override(ParameterId id, UnderlyingId underlying, double value)
    {
        if (!double.IsFinite(value) || (int)id >= Stride || !IsKnown(id)) return;
        int at = FindOverride(id, underlying);
        if (at < 0 && _overrideCount == OverridesMax) return;
        if (at < 0) at = _overrideCount++;
        _overrides[at] = new ParameterOverride(value, id, underlying);
        PutInForce();
    }

    /// <summary>Gives a parameter back to the configuration.</summary>
    public void ClearOverride(ParameterId id, UnderlyingId underlying)
    {
        int at = FindOverride(id, underlying);
        if (at < 0) return;
        _overrides.AsSpan(at + 1, _overrideCount - at - 1).CopyTo(_overrides.AsSpan(at));
        _overrides[--_overrideCount] = default;
        PutInForce();
    }

    /// <summary>What operators put over the configuration.</summary>
    public ReadOnlySpan<ParameterOverride> Overrides => _overrides.AsSpan(0, _overrideCount);

    public void Save(ref SnapshotWriter writer)
    {
        writer.Write(Digest);
        writer.Write<double>(_values);
        writer.Write<double>(_staged);
        writer.Write<double>(_configured);
        writer.Write<ParameterOverride>(_overrides);
        writer.Write((long)_overrideCount);
    }

    public void Load(ref SnapshotReader reader)
    {
        Digest = reader.Read<ulong>();
        reader.Read<double>(_values);
        reader.Read<double>(_staged);
        reader.Read<double>(_configured);
        reader.Read<ParameterOverride>(_overrides);
        _overrideCount = (int)reader.Read<long>();
        Invariant.That(_overrideCount is >= 0 and <= OverridesMax, "a snapshot holds too many values of operators");
    }

    /// <summary>After values of another build were loaded: what it did not know has this build's default.</summary>
    public void Complete()
    {
        foreach (ParameterDefinition definition in ParameterList.All)
        {
            for (int at = (int)definition.Id; at < _values.Length; at += Stride)
            {
                if (double.IsNaN(_values[at])) _values[at] = definition.Default;
                if (double.IsNaN(_staged[at])) _staged[at] = definition.Default;
                if (double.IsNaN(_configured[at])) _configured[at] = definition.Default;
            }
        }
    }

    private static bool IsKnown(ParameterId id)
    {
        foreach (ParameterDefinition definition in ParameterList.All)
            if (definition.Id == id) return true;
        return false;
    }

    private int FindOverride(ParameterId id, UnderlyingId underlying)
    {
        for (int i = 0; i < _overrideCount; i++)
            if (_overrides[i].Id == id && _overrides[i].Underlying == underlying) return i;
        return -1;
    }

    /// <summary>Overrides of everything first, so that one of a single underlying is over them.</summary>
    private void PutInForce()
    {
        _configured.CopyTo(_values, 0);
        foreach (ParameterOverride over in Overrides)
        {
            if (!over.Underlying.IsNone) continue;
            for (int at = (int)over.Id; at < _values.Length; at += Stride) _values[at] = over.Value;
        }
        foreach (ParameterOverride over in Overrides)
            if (!over.Underlying.IsNone) _values[(over.Underlying.Index * Stride) + (int)over.Id] = over.Value;
    }

    private void Spread(ParameterId id, double value)
    {
        for (int underlying = 0; underlying < UnderlyingId.Capacity; underlying++)
            _staged[(underlying * Stride) + (int)id] = value;
    }
}
