using TradingAgent.Engine.Kernel;

namespace TradingAgent.Engine.Scaling;

/// <summary>
/// The target in force of each underlying, coins of delta: what the policies made of it, or what the configuration says
/// where no policy speaks. Everything that measures the distance to the target reads it here.
/// </summary>
internal sealed class TargetBook
{
    private readonly EngineParameters _parameters;
    private readonly double[] _targets = new double[UnderlyingId.Capacity];
    private UnderlyingSet _planned;

    public TargetBook(EngineParameters parameters) => _parameters = parameters;

    public double this[UnderlyingId underlying] => _planned.Contains(underlying)
        ? _targets[underlying.Index] : _parameters[ParameterId.TargetDelta, underlying];

    public void Set(UnderlyingId underlying, double target)
    {
        _targets[underlying.Index] = target;
        _planned.Add(underlying);
    }

    /// <summary>No policy speaks on the underlying any more.</summary>
    public void Clear(UnderlyingId underlying) => _planned.Remove(underlying);

    public void Save(ref SnapshotWriter writer)
    {
        writer.Write<double>(_targets);
        writer.Write(_planned);
    }

    public void Load(ref SnapshotReader reader)
    {
        reader.Read<double>(_targets);
        _planned = reader.Read<UnderlyingSet>();
    }
}
