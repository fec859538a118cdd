namespace TradingAgent.Engine.Kernel;

/// <summary>
/// The values in force, by parameter and underlying. A set arrives event by event between Begin and End, and takes
/// effect whole at its end, so that no decision ever sees half a configuration.
/// </summary>
internal sealed class EngineParameters
{
    private const int Stride = ParameterList.Capacity;
    private readonly double[] _values = new double[Stride * UnderlyingId.Capacity];
    private readonly double[] _staged = new double[Stride * UnderlyingId.Capacity];

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

    /// <summary>Puts the staged set in force.</summary>
    public void Commit(ulong digest)
    {
        _staged.CopyTo(_values, 0);
        Digest = digest;
    }

    public void Save(ref SnapshotWriter writer)
    {
        writer.Write(Digest);
        writer.Write<double>(_values);
        writer.Write<double>(_staged);
    }

    public void Load(ref SnapshotReader reader)
    {
        Digest = reader.Read<ulong>();
        reader.Read<double>(_values);
        reader.Read<double>(_staged);
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
            }
        }
    }

    private void Spread(ParameterId id, double value)
    {
        for (int underlying = 0; underlying < UnderlyingId.Capacity; underlying++)
            _staged[(underlying * Stride) + (int)id] = value;
    }
}
